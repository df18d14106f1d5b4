extension JSONParser {
    /// Takes a text with its quotes, at the first of which the place stands.
    mutating func takeText() throws(JSONError) -> String {
        offset += 1
        let plain = takePlain()
        if nextByte == UInt8(ascii: "\"") {
            // Nearly all texts: no escape, so the bytes are the text.
            offset += 1
            return String(decoding: plain, as: UTF8.self)
        }
        var text = Array(plain)
        while nextByte != UInt8(ascii: "\"") {
            guard nextByte == UInt8(ascii: "\\") else {
                throw failure(
                    expected: nextByte == nil ? "the closing quote of a text" : "a character of a text or an escape"
                )
            }
            text += try takeEscape()
            text += takePlain()
        }
        offset += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Takes the bytes before the next quote, escape, control character or end.
    private mutating func takePlain() -> ArraySlice<UInt8> {
        let start = offset
        while let byte = nextByte, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
        return bytes[start..<offset]
    }

    /// Takes an escape, at whose backslash the place stands, and gives the UTF-8 of what it stands for.
    private mutating func takeEscape() throws(JSONError) -> [UInt8] {
        let start = offset
        offset += 1
        let character: UInt8
        switch nextByte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): character = bytes[offset]
        case UInt8(ascii: "b"): character = 0x08
        case UInt8(ascii: "f"): character = 0x0c
        case UInt8(ascii: "n"): character = 0x0a
        case UInt8(ascii: "r"): character = 0x0d
        case UInt8(ascii: "t"): character = 0x09
        case UInt8(ascii: "u"):
            offset = start
            return try takeUnits()
        default:
            throw failure(expected: #"one of " \ / b f n r t u after a backslash"#)
        }
        offset += 1
        return [character]
    }

    /// Takes `\u` with its digits, and the second half where the first needs one, and gives their UTF-8.
    private mutating func takeUnits() throws(JSONError) -> [UInt8] {
        let start = offset
        let first = try takeUnit()
        guard UTF16.isSurrogate(first) else { return Array(String(decoding: [first], as: UTF16.self).utf8) }
        guard UTF16.isLeadSurrogate(first) else {
            offset = start
            throw failure(expected: "the first half of a surrogate pair before the second", found: escapeText(first))
        }
        let expected = "the second half of a surrogate pair"
        guard bytes[offset...].starts(with: #"\u"#.utf8) else { throw failure(expected: expected) }
        let middle = offset
        let second = try takeUnit()
        guard UTF16.isTrailSurrogate(second) else {
            offset = middle
            throw failure(expected: expected, found: escapeText(second))
        }
        return Array(String(decoding: [first, second], as: UTF16.self).utf8)
    }

    /// Takes `\u` with its four digits.
    private mutating func takeUnit() throws(JSONError) -> UInt16 {
        offset += 2
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = nextByte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure(expected: #"four hexadecimal digits after \u"#)
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }

    private func escapeText(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
