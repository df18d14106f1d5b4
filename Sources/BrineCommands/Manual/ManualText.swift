/// Text as the macros of mdoc(7) take it.
enum ManualText {
    /// A text of sentences, each on a line of its own, as the manual's typesetting wants it.
    static func prose(_ text: String) -> String {
        var lines: [Substring] = []
        var rest = text[...]
        while let end = rest.firstRange(of: /[.?!:] (?=['A-Z])/) {
            lines.append(rest[..<rest.index(after: end.lowerBound)])
            rest = rest[end.upperBound...]
        }
        return (lines + [rest]).map { line(String($0)) }.joined(separator: "\n")
    }

    /// A line that shows a text as it is, whatever stands in it.
    static func line(_ text: String) -> String {
        let escaped = escaped(text)
        // A line that begins with one of these would be a request.
        return escaped.hasPrefix(".") || escaped.hasPrefix("\\(aq") ? "\\&\(escaped)" : escaped
    }

    /// A text as one argument of a macro.
    static func argument(_ text: String) -> String {
        let escaped = escaped(text)
        return escaped.contains(" ") ? "\"\(escaped)\"" : escaped
    }

    /// Characters that would be read as something else, or shown as a finer sign that no shell takes.
    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\e"
            case "-": "\\-"
            case "'": "\\(aq"
            case "`": "\\(ga"
            case "^": "\\(ha"
            case "~": "\\(ti"
            case "\"": "\\(dq"
            default: String(character)
            }
        }
        .joined()
    }
}
