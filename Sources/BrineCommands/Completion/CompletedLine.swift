/// A command line that is being typed: what it has so far, and what the word at its end is.
struct CompletedLine: Sendable {
    /// What the word at the end is.
    enum Place: Sendable, Hashable {
        /// An option or a flag.
        case name
        /// The value of an option, or a word without a name.
        case value(DeclaredArgument)
        /// Nothing that is expected.
        case nothing
    }

    /// What the word at the end is.
    private(set) var place = Place.nothing
    /// The part of the word at the end that is to be completed.
    private(set) var text = ""
    /// How many characters of that word come before it, as in `--out=`.
    private(set) var kept = 0
    /// The words without a name before the one at the end.
    private(set) var words: [String] = []
    private var given: [DeclaredArgument: [String]] = [:]

    /// A line of words behind the command's name, of which the last is being typed.
    ///
    /// Options may stand anywhere, as the parser has it. Those that are not declared count as flags.
    init(_ typed: [String], of declaration: CommandDeclaration) {
        var waiting: DeclaredArgument?
        var isPlain = false
        for word in typed.dropLast() {
            if let option = waiting {
                given[option, default: []].append(word)
                waiting = nil
            } else if isPlain || !word.hasPrefix("-") || word == "-" {
                words.append(word)
            } else if word == "--" {
                isPlain = true
            } else {
                waiting = take(word, declaration)
            }
        }
        text = typed.last ?? ""
        if let waiting {
            place = .value(waiting)
        } else if !isPlain, text.hasPrefix("-") {
            completeName(declaration)
        } else {
            let declared = declaration.words.filter(\.isShown)
            let next = words.count < declared.count ? declared[words.count] : declared.last { $0.isRepeating }
            place = next.map { .value($0) } ?? .nothing
        }
    }

    /// Whether an option or a flag is given, by any of its names.
    func has(_ name: String) -> Bool {
        given.keys.contains { $0.names.contains(name) }
    }

    /// The last value that is given to an option, by any of its names.
    func value(of name: String) -> String? {
        given.first { $0.key.names.contains(name) }?.value.last
    }

    /// Whether an argument is given and is of use only once.
    func isUsedUp(_ argument: DeclaredArgument) -> Bool {
        !argument.isRepeating && given[argument] != nil
    }

    /// Takes a word of options.
    ///
    /// - Returns: the option whose value is the next word.
    private mutating func take(_ word: String, _ declaration: CommandDeclaration) -> DeclaredArgument? {
        let names = word.hasPrefix("--") ? [word] : word.dropFirst().map { "-\($0)" }
        for name in names {
            let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let argument = declaration.named(String(parts[0])) else { continue }
            given[argument, default: []] += parts.dropFirst().map(String.init)
            if argument.kind == .option, parts.count == 1 { return argument }
        }
        return nil
    }

    /// A word that begins with a dash is a name, or a name with the beginning of its value.
    private mutating func completeName(_ declaration: CommandDeclaration) {
        place = .name
        guard text.hasPrefix("--"), let sign = text.firstIndex(of: "=") else { return }
        let option = declaration.named(String(text[..<sign]))
        place = option.flatMap { $0.kind == .option ? .value($0) : nil } ?? .nothing
        let value = text[text.index(after: sign)...]
        kept = text.count - value.count
        text = String(value)
    }
}
