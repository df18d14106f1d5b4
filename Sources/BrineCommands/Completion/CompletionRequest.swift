/// A shell asks what the word at the end of a command line can become.
///
/// The answer is quick, and silence where there is none: words in the middle of a line that is being typed would be worse.
struct CompletionRequest: Sendable, Hashable {
    /// The first argument of a command that is asked, and no option: nobody types it.
    static let marker = "---candidates"

    let shell: ShellName
    /// The words behind the command's name; the last is being typed.
    let words: [String]
    /// What bash takes for the last word.
    let part: String

    /// The request that a command's arguments are, or nil where they are none.
    ///
    /// bash gives its line and its part of a word, since it cuts words at `=` and `:`; the others give words.
    init?(_ arguments: [String]) {
        guard arguments.count >= 3, arguments[0] == Self.marker, let shell = ShellName(rawValue: arguments[1]) else {
            return nil
        }
        self.shell = shell
        words = shell == .bash ? Array(TypedWords.split(arguments[2]).dropFirst()) : Array(arguments.dropFirst(2))
        part = shell == .bash && arguments.count > 3 ? arguments[3] : ""
    }

    /// What the shell is given; empty where there is nothing.
    func answer<Command: BrineCommand>(for command: Command.Type) -> String {
        let candidates = candidates(for: command)
        guard candidates.kind == .files || candidates.kind == .directories || !candidates.list.isEmpty else {
            return ""
        }
        return candidates.text(for: shell, word: words.last ?? "", part: part)
    }

    private func candidates<Command: BrineCommand>(for command: Command.Type) -> Candidates {
        let declaration = CommandDeclaration(of: command)
        let line = CompletedLine(words, of: declaration)
        var found: Candidates
        switch line.place {
        case .nothing: return .none
        case .name: return Candidates(Self.names(declaration, line), for: line.text)
        case .value(let argument):
            switch argument.completion {
            case .file: found = Candidates(kind: .files)
            case .directory: found = Candidates(kind: .directories)
            case .list(let words): found = Candidates(words.map { Candidate($0) }, for: line.text)
            case .found: found = command.candidates(for: argument, in: line)
            }
        }
        found.kept += line.kept
        return found
    }

    /// The names that may come: of each argument those with one dash, and of the others the first that fits.
    private static func names(_ declaration: CommandDeclaration, _ line: CompletedLine) -> [Candidate] {
        let open = declaration.arguments.filter { $0.isShown && !line.isUsedUp($0) }
        return open.flatMap { argument in
            let fitting = argument.names.filter { $0.hasPrefix(line.text) }
            let long = fitting.first { $0.hasPrefix("--") }
            return fitting.filter { $0 == long || !$0.hasPrefix("--") }.map { Candidate($0, argument.summary) }
        }
    }
}
