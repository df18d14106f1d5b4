/// Splits a line into words as a shell does, and does nothing else that a shell does.
///
/// Variables, globs, `~`, pipes and redirections are text. In double quotes a backslash takes its meaning from `"`, `\`,
/// `$`, a backtick and a line end only; a backslash before a line end joins the lines.
enum ShellWords {
    /// What a line ends in the middle of.
    enum SplitError: Error, Sendable, Hashable, CustomStringConvertible {
        case openQuote(Character)
        case openEscape

        /// The reason, in a few words.
        var description: String {
            switch self {
            case .openQuote(let quote): "a \(quote) that is not closed"
            case .openEscape: "a backslash with nothing after it"
            }
        }
    }

    /// The words of a line.
    static func split(_ line: String) throws(SplitError) -> [String] {
        var words: [String] = []
        var word: String?
        var rest = Substring(line).unicodeScalars
        while let scalar = rest.popFirst() {
            switch scalar {
            case " ", "\t", "\n", "\r":
                if let finished = word { words.append(finished) }
                word = nil
            case "'":
                word = try (word ?? "") + quoted(&rest)
            case "\"":
                word = try (word ?? "") + doubleQuoted(&rest)
            case "\\":
                guard let next = rest.popFirst() else { throw .openEscape }
                if next != "\n" { word = (word ?? "") + String(next) }
            default:
                word = (word ?? "") + String(scalar)
            }
        }
        if let word { words.append(word) }
        return words
    }

    private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(SplitError) -> String {
        guard let end = rest.firstIndex(of: "'") else { throw .openQuote("'") }
        let text = String(Substring(rest[..<end]))
        rest = rest[rest.index(after: end)...]
        return text
    }

    private static func doubleQuoted(_ rest: inout Substring.UnicodeScalarView) throws(SplitError) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(text)
            case "\\":
                guard let next = rest.popFirst() else { throw .openQuote("\"") }
                if next == "\n" { continue }
                if !["\"", "\\", "$", "`"].contains(next) { text.append(scalar) }
                text.append(next)
            default: text.append(scalar)
            }
        }
        throw .openQuote("\"")
    }
}
