/// What the word at the end of a line can become.
struct Candidates: Sendable, Hashable {
    /// Who knows the words.
    enum Kind: String, Sendable {
        /// They are here.
        case words
        /// They are here, and none ends the word.
        case partial
        /// The shell: files.
        case files
        /// The shell: folders.
        case directories
    }

    /// Who knows the words.
    var kind: Kind
    /// How many characters stay as they are before the part that is completed.
    var kept = 0
    /// The words.
    var list: [Candidate] = []

    /// Nothing.
    static let none = Candidates(kind: .words)

    /// What the shell knows.
    init(kind: Kind) {
        self.kind = kind
    }

    /// Those words that a text is the beginning of, in their order.
    init(_ all: some Sequence<Candidate>, for text: some StringProtocol) {
        list = all.filter { $0.value.hasPrefix(text) }
        kind = !list.isEmpty && list.allSatisfy { !$0.endsWord } ? .partial : .words
    }

    /// Those words for what comes after the last comma of a text, without those that stand before it.
    init(_ all: some Sequence<Candidate>, forLastOf text: String) {
        let last = text.lastIndex(of: ",").map { text[text.index(after: $0)...] } ?? text[...]
        let others = text.dropLast(last.count).split(separator: ",")
        self.init(all.filter { !others.contains(Substring($0.value)) }, for: last)
        kept = text.count - last.count
    }

    /// What a shell's script is given: a line that says what it is, and a line for each word.
    ///
    /// - Parameters:
    ///   - shell: The shell; each takes another form.
    ///   - word: The word at the end of the line, without its quotes.
    ///   - part: What bash takes for that word, which for bash ends at `=` and `:`.
    /// - Returns: the lines.
    func text(for shell: ShellName, word: String, part: String) -> String {
        switch shell {
        case .bash:
            // The words come in place of bash's part alone.
            let replaced = word.hasSuffix(part) ? word.count - part.count : 0
            let lines = list.map { String((word.prefix(kept) + $0.value).dropFirst(replaced)) }
            return ([kind.rawValue] + lines).joined(separator: "\n")
        case .zsh:
            let lines = list.map { "\($0.value.replacing(":", with: "\\:")):\(Self.plain($0.summary))" }
            return (["\(kind.rawValue) \(kept)"] + lines).joined(separator: "\n")
        case .fish:
            let lines = list.map { "\(word.prefix(kept))\($0.value)\t\(Self.plain($0.summary))" }
            return (["\(kind.rawValue) \(kept)"] + lines).joined(separator: "\n")
        }
    }

    /// A summary in one line, and nothing in it that a terminal would obey.
    private static func plain(_ text: String) -> String {
        String(text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0 })
    }
}
