/// Why a text is no JSON, and where.
package struct JSONError: Error, Sendable, Hashable {
    /// What should have stood there.
    package var expected: String
    /// What stands there.
    package var found: String
    /// The line, counted from 1.
    package var line: Int
    /// The character in the line, counted from 1.
    package var column: Int

    /// What was expected and found at a byte of a text.
    ///
    /// Linear in the bytes before it.
    init(expected: String, found: String, at offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.expected = expected
        self.found = found
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        // All bytes of a character but its first have the bits 10 in front.
        column = 1 + before[lineStart...].count { $0 & 0xc0 != 0x80 }
    }
}

extension JSONError: CustomStringConvertible {
    /// Where, what was expected, and what was found.
    package var description: String {
        "JSON, line \(line), column \(column): expected \(expected), found \(found)"
    }
}
