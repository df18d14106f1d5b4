/// The argument parser's words for what is wrong with a command line, as Salt's users know them.
///
/// `no such option: --x`, `option -t: invalid integer value: 'abc'`, `option --out: invalid choice: 'xml' (choose from …)`.
struct ParserWords: CustomStringConvertible {
    /// The words, in one line.
    let description: String

    /// What the parser says.
    init(_ message: String) {
        description = Self.unknownOption(message) ?? Self.wrongValue(message) ?? Self.oneLine(message)
    }

    private static func unknownOption(_ message: String) -> String? {
        let start = "Unknown option '"
        guard message.hasPrefix(start) else { return nil }
        return "no such option: \(message.dropFirst(start.count).prefix { $0 != "'" })"
    }

    /// Of `The value 'V' is invalid for 'OPTION <NAME>'` and what follows: the option, and what is wrong.
    private static func wrongValue(_ message: String) -> String? {
        let (start, middle) = ("The value '", "' is invalid for '")
        // The value itself may hold these words: an option begins with a hyphen.
        let hinges = message.ranges(of: middle)
        guard message.hasPrefix(start), let hinge = hinges.first(where: { message[$0.upperBound...].hasPrefix("-") }),
            let end = message[hinge.upperBound...].firstIndex(of: "'")
        else { return nil }
        let value = message[message.index(message.startIndex, offsetBy: start.count)..<hinge.lowerBound]
        let words = message[hinge.upperBound..<end].split(separator: " ")
        guard let option = words.first else { return nil }
        let rest = message[message.index(after: end)...]
        if rest.hasPrefix(": ") { return "option \(option): \(rest.dropFirst(2))" }
        let choices = rest.split(separator: "\n").dropFirst().map { "'\($0.drop { $0 == " " || $0 == "-" })'" }
        let hint = choices.isEmpty ? "" : " (choose from \(choices.joined(separator: ", ")))"
        return "option \(option): invalid \(choices.isEmpty ? "value" : "choice"): '\(value)'\(hint)"
    }

    private static func oneLine(_ message: String) -> String {
        let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
        guard let first = lines.first, lines.count > 1 else { return message }
        let choices = lines.dropFirst().map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
        return "\(first) \(choices.joined(separator: ", "))"
    }
}
