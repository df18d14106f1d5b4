internal import MessagePack

/// The text of one of the system's files, read by lines and words.
///
/// By bytes and not by characters: `/proc/cpuinfo` of a large machine is half a megabyte.
struct SystemText: Sendable, Hashable {
    private let text: String

    /// The text that a file holds.
    init(_ text: String) {
        self.text = text
    }

    /// The lines in order, without their ends; empty ones are left out.
    var lines: [Substring] {
        text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map { Substring($0) }
    }

    /// The words of all lines in order.
    var words: [Substring] {
        text[...].words
    }

    /// The lines of the form `name: value` in order, white space around both cut off; other lines are left out.
    var fields: [(name: Substring, value: Substring)] {
        lines.compactMap(\.field)
    }
}

extension Substring {
    /// The words between white space.
    var words: [Substring] {
        utf8.split { $0.isBlank }.map { Substring($0) }
    }

    /// What stands before and after the first colon, without white space around it; nil where there is none.
    var field: (name: Substring, value: Substring)? {
        guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = self[..<colon].trimmed
        return name.isEmpty ? nil : (name, self[index(after: colon)...].trimmed)
    }

    /// The text without white space around it.
    var trimmed: Substring {
        let head = utf8.drop { $0.isBlank }
        guard let last = head.lastIndex(where: { !$0.isBlank }) else { return "" }
        return Substring(head[...last])
    }

    /// The number that the text is, whole where it can be, and the text itself where it is none.
    var counted: Value {
        if let whole = Int64(self) { return .int(whole) }
        if let large = UInt64(self) { return Value(large) }
        guard let number = Double(self), number.isFinite else { return .string(String(self)) }
        return .double(number)
    }
}

extension UInt8 {
    /// Whether it is a space, a tab or a line's end.
    fileprivate var isBlank: Bool {
        self == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(self)
    }
}
