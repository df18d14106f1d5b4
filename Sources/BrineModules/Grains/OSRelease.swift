/// The file `/etc/os-release`, or one of its form: lines of `KEY=value`, the value quoted as a shell would.
struct OSRelease: Sendable, Hashable {
    private let fields: [String: String]

    /// The fields of the file's text; lines that are none are passed over, and of a key that stands twice the last counts.
    init(_ text: String) {
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            fields[String(line[..<equals])] = Self.unquoted(line[line.index(after: equals)...])
        }
        self.fields = fields
    }

    /// The value of a key, or nil where it is missing or empty.
    subscript(key: String) -> String? {
        fields[key].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// This machine's file, or nil where it has none.
    static func ofThisMachine() -> OSRelease? {
        (SmallFile.text(at: "/etc/os-release") ?? SmallFile.text(at: "/usr/lib/os-release")).map { OSRelease($0) }
    }

    private static func unquoted(_ text: Substring) -> String {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        if let quote = text.first, quote == "\"" || quote == "'", text.count >= 2, text.last == quote {
            text = text.dropFirst().dropLast()
        }
        var plain = ""
        var escaped = false
        for character in text {
            if character == "\\", !escaped {
                escaped = true
            } else {
                plain.append(character)
                escaped = false
            }
        }
        return plain
    }
}
