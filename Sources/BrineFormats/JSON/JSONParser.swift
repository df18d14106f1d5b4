internal import MessagePack

/// A place in a JSON document, which moves on as values are taken.
struct JSONParser {
    let bytes: [UInt8]
    /// How many bytes have been passed.
    var offset = 0
    private let limits: DecodingLimits
    private var valuesLeft: Int

    init(_ bytes: [UInt8], limits: DecodingLimits) {
        self.bytes = bytes
        self.limits = limits
        valuesLeft = limits.maximumValueCount - 1
    }

    /// Takes the one value of the document, and the white space around it.
    mutating func takeDocument() throws(JSONError) -> Value {
        try checkEncoding()
        let value = try takeValue(depth: 0)
        skipSpace()
        guard nextByte == nil else { throw failure(expected: "the end") }
        return value
    }

    /// The next byte, left where it is, or nil at the end.
    var nextByte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// That here something else was expected than what stands here.
    func failure(expected: String) -> JSONError {
        failure(expected: expected, found: foundText)
    }

    /// That here one thing was expected and another found.
    func failure(expected: String, found: String) -> JSONError {
        JSONError(expected: expected, found: found, at: offset, in: bytes)
    }

    private mutating func takeValue(depth: Int) throws(JSONError) -> Value {
        skipSpace()
        // A NUL begins no value, as the end does not.
        switch nextByte ?? 0 {
        case UInt8(ascii: "\""): return .string(try takeText())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try takeNumber()
        case UInt8(ascii: "["):
            try checkDepth(depth)
            return .array(try takeElements(depth: depth + 1))
        case UInt8(ascii: "{"):
            try checkDepth(depth)
            return .map(try takeEntries(depth: depth + 1))
        case UInt8(ascii: "t") where takeWord("true"): return .bool(true)
        case UInt8(ascii: "f") where takeWord("false"): return .bool(false)
        case UInt8(ascii: "n") where takeWord("null"): return .null
        default: throw failure(expected: "a value")
        }
    }

    private mutating func takeElements(depth: Int) throws(JSONError) -> [Value] {
        offset += 1
        var elements: [Value] = []
        guard !takesAfterSpace(UInt8(ascii: "]")) else { return elements }
        repeat {
            try countValue()
            elements.append(try takeValue(depth: depth))
        } while takesAfterSpace(UInt8(ascii: ","))
        guard takesAfterSpace(UInt8(ascii: "]")) else { throw failure(expected: "',' or ']'") }
        return elements
    }

    private mutating func takeEntries(depth: Int) throws(JSONError) -> ValueMap {
        offset += 1
        guard !takesAfterSpace(UInt8(ascii: "}")) else { return ValueMap() }
        var entries: [ValueMap.Entry] = []
        repeat {
            skipSpace()
            try countValue()
            guard nextByte == UInt8(ascii: "\"") else {
                throw failure(expected: "a key in double quotes\(entries.isEmpty ? " or '}'" : "")")
            }
            let key = try takeText()
            guard takesAfterSpace(UInt8(ascii: ":")) else { throw failure(expected: "':'") }
            try countValue()
            entries.append(ValueMap.Entry(key: .string(key), value: try takeValue(depth: depth)))
        } while takesAfterSpace(UInt8(ascii: ","))
        guard takesAfterSpace(UInt8(ascii: "}")) else { throw failure(expected: "',' or '}'") }
        return ValueMap(entries: ValueMap(entries: entries).distinctEntries)
    }

    /// Passes white space, and a byte where it is the next; whether it was.
    private mutating func takesAfterSpace(_ byte: UInt8) -> Bool {
        skipSpace()
        guard nextByte == byte else { return false }
        offset += 1
        return true
    }

    /// Passes a word where it is the next and no letter follows; whether it was.
    private mutating func takeWord(_ word: String) -> Bool {
        guard nextWord == word else { return false }
        offset += word.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while let byte = nextByte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func checkEncoding() throws(JSONError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            offset = error.byteOffsets.lowerBound
            throw failure(expected: "UTF-8", found: "the byte 0x\(String(bytes[offset], radix: 16))")
        }
    }

    private func checkDepth(_ depth: Int) throws(JSONError) {
        guard depth < limits.maximumDepth else {
            throw failure(expected: "at most \(limits.maximumDepth) lists and maps inside one another", found: "more")
        }
    }

    private mutating func countValue() throws(JSONError) {
        valuesLeft -= 1
        guard valuesLeft >= 0 else {
            throw failure(expected: "at most \(limits.maximumValueCount) values", found: "more")
        }
    }
}
