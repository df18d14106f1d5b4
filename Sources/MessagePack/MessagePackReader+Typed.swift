// Reads that know what should come next. Every one throws a MessagePackError, and then nothing has been read.
extension MessagePackReader {
    /// Reads `null`, if that is what comes next.
    ///
    /// - Returns: Whether it was there.
    public mutating func consumeNil() -> Bool {
        guard nextByte == 0xc0 else { return false }
        return (try? take(1)) != nil
    }

    /// Reads a boolean.
    ///
    /// - Returns: The truth value.
    /// - Throws: ``MessagePackError`` where no whole boolean comes next.
    public mutating func readBool() throws(MessagePackError) -> Bool {
        try readHead(of: .bool) { if case .bool(let flag) = $0 { flag } else { nil } }
    }

    /// Reads an integer in any of its forms.
    ///
    /// - Returns: The integer.
    /// - Throws: ``MessagePackError`` where no whole integer comes next or it lies above `Int64.max`.
    public mutating func readInt() throws(MessagePackError) -> Int64 {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let head = try reader.takeHead()
            switch head {
            case .int(let number): return number
            case .uint(let number): throw MessagePackError(.integerTooLarge(number), at: start)
            default: throw .unexpected(head.kind, expected: .integer, at: start)
            }
        }
    }

    /// Reads an integer that is not negative, in any of its forms.
    ///
    /// - Returns: The integer.
    /// - Throws: ``MessagePackError`` where no whole integer comes next or it is negative.
    public mutating func readUInt() throws(MessagePackError) -> UInt64 {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let head = try reader.takeHead()
            switch head {
            case .int(let number):
                guard let unsigned = UInt64(exactly: number) else {
                    throw MessagePackError(.integerNegative(number), at: start)
                }
                return unsigned
            case .uint(let number): return number
            default: throw .unexpected(head.kind, expected: .integer, at: start)
            }
        }
    }

    /// Reads a number: single or double precision, or an integer, which other languages write for a round number.
    ///
    /// - Returns: The number, rounded where an integer has more than 53 bits.
    /// - Throws: ``MessagePackError`` where no whole number comes next.
    public mutating func readDouble() throws(MessagePackError) -> Double {
        try readHead(of: .double) {
            switch $0 {
            case .double(let number): number
            case .int(let number): Double(number)
            case .uint(let number): Double(number)
            default: nil
            }
        }
    }

    /// Reads the header of a list; its elements come next.
    ///
    /// - Returns: The number of elements, never more than there are bytes left.
    /// - Throws: ``MessagePackError`` where no list comes next or it announces more elements than there are bytes left.
    public mutating func readArrayHeader() throws(MessagePackError) -> Int {
        try readCount(of: .array, bytesEach: 1) { if case .array(let count) = $0 { count } else { nil } }
    }

    /// Reads the header of a map; its keys and values come next, in turn.
    ///
    /// - Returns: The number of pairs, never more than half the bytes left.
    /// - Throws: ``MessagePackError`` where no map comes next or it announces more pairs than the bytes left can hold.
    public mutating func readMapHeader() throws(MessagePackError) -> Int {
        try readCount(of: .map, bytesEach: 2) { if case .map(let count) = $0 { count } else { nil } }
    }

    /// Reads a text.
    ///
    /// - Returns: The text.
    /// - Throws: ``MessagePackError`` where no whole text comes next or its bytes are not UTF-8.
    public mutating func readString() throws(MessagePackError) -> String {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let head = try reader.takeHead()
            guard case .string(let count) = head else { throw .unexpected(head.kind, expected: .string, at: start) }
            guard let text = String(utf8: try reader.take(count)) else {
                throw MessagePackError(.invalidUTF8, at: start)
            }
            return text
        }
    }

    /// Reads binary data, or a text's bytes, UTF-8 or not, which older encoders write for binary data.
    ///
    /// - Returns: A copy of the bytes.
    /// - Throws: ``MessagePackError`` where no whole binary or text comes next.
    public mutating func readBinary() throws(MessagePackError) -> [UInt8] {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let head = try reader.takeHead()
            switch head {
            case .binary(let count), .string(let count): return Array(try reader.take(count))
            default: throw .unexpected(head.kind, expected: .binary, at: start)
            }
        }
    }

    /// Reads the next value if it is exactly this text, without making a text of it.
    ///
    /// To match a map's keys: it compares bytes, so two spellings of one character differ.
    ///
    /// - Parameter text: What is looked for.
    /// - Returns: Whether it was there; where it was not, damaged bytes included, nothing has been read.
    public mutating func consumeString(_ text: String) -> Bool {
        let start = offset
        guard case .string(let count) = try? takeHead(), count == text.utf8.count, let found = try? take(count),
            found.elementsEqual(text.utf8)
        else {
            rewind(to: start)
            return false
        }
        return true
    }
}

extension MessagePackReader {
    @inline(__always)
    private mutating func readHead<Scalar>(
        of kind: MessagePackKind,
        _ scalar: (MessagePackHead) -> Scalar?
    ) throws(MessagePackError) -> Scalar {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let head = try reader.takeHead()
            guard let scalar = scalar(head) else { throw .unexpected(head.kind, expected: kind, at: start) }
            return scalar
        }
    }

    /// Reads a header and refuses a count that the bytes left cannot hold, so that a caller may reserve for it.
    @inline(__always)
    private mutating func readCount(
        of kind: MessagePackKind,
        bytesEach: Int,
        _ count: (MessagePackHead) -> Int?
    ) throws(MessagePackError) -> Int {
        try attempt { (reader) throws(MessagePackError) in
            let start = reader.offset
            let count = try reader.readHead(of: kind, count)
            guard count * bytesEach <= reader.remainingCount else {
                let reason = MessagePackError.Reason.truncated(
                    needed: count * bytesEach,
                    available: reader.remainingCount
                )
                throw MessagePackError(reason, at: start)
            }
            return count
        }
    }
}

extension MessagePackError {
    fileprivate static func unexpected(
        _ found: MessagePackKind,
        expected: MessagePackKind,
        at offset: Int
    ) -> MessagePackError {
        MessagePackError(.unexpectedKind(expected: expected, found: found), at: offset)
    }
}
