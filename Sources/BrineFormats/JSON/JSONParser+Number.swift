internal import MessagePack

extension JSONParser {
    /// How many characters a number may have: far more than any that a program writes, and few enough to be read at once.
    private static let maximumNumberLength = 1_000

    /// Takes a number, at whose sign or first digit the place stands.
    mutating func takeNumber() throws(JSONError) -> Value {
        let start = offset
        if nextByte == UInt8(ascii: "-") { offset += 1 }
        let startsWithZero = nextByte == UInt8(ascii: "0")
        let wholeCount = try takeDigits()
        guard !startsWithZero || wholeCount == 1 else {
            offset -= wholeCount - 1
            throw failure(expected: "no digit after a leading 0")
        }
        let isWhole = nextByte != UInt8(ascii: ".") && !isExponentMark(nextByte)
        if nextByte == UInt8(ascii: ".") {
            offset += 1
            try takeDigits()
        }
        if isExponentMark(nextByte) {
            offset += 1
            if nextByte == UInt8(ascii: "+") || nextByte == UInt8(ascii: "-") { offset += 1 }
            try takeDigits()
        }
        return try number(in: start..<offset, isWhole: isWhole)
    }

    private mutating func number(in range: Range<Int>, isWhole: Bool) throws(JSONError) -> Value {
        guard range.count <= Self.maximumNumberLength else {
            offset = range.lowerBound
            throw failure(expected: "a number of at most \(Self.maximumNumberLength) characters", found: "a longer one")
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        if isWhole {
            if let number = Int64(text) { return .int(number) }
            if let number = UInt64(text) { return Value(number) }
        }
        guard let number = Double(text), number.isFinite else {
            offset = range.lowerBound
            throw failure(expected: "a number that a double can hold", found: "a larger one")
        }
        return .double(number)
    }

    /// Takes one digit or more, and tells how many.
    @discardableResult
    private mutating func takeDigits() throws(JSONError) -> Int {
        let start = offset
        while let byte = nextByte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        guard offset > start else { throw failure(expected: "a digit") }
        return offset - start
    }

    private func isExponentMark(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }
}
