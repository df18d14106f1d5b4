extension MessagePackReader {
    /// Moves past the start of a value: all of a scalar, and the header of everything else.
    mutating func takeHead() throws(MessagePackError) -> MessagePackHead {
        let byte = try take(UInt8.self)
        switch byte {
        case 0x00...0x7f: return .int(Int64(byte))
        case 0x80...0x8f: return .map(count: Int(byte & 0x0f))
        case 0x90...0x9f: return .array(count: Int(byte & 0x0f))
        case 0xa0...0xbf: return .string(count: Int(byte & 0x1f))
        case 0xc0: return .null
        case 0xc1: throw MessagePackError(.reservedByte, at: offset - 1)
        case 0xc2: return .bool(false)
        case 0xc3: return .bool(true)
        case 0xc4: return .binary(count: Int(try take(UInt8.self)))
        case 0xc5: return .binary(count: Int(try take(UInt16.self)))
        case 0xc6: return .binary(count: Int(try take(UInt32.self)))
        case 0xc7: return try takeExtendedHead(count: Int(try take(UInt8.self)))
        case 0xc8: return try takeExtendedHead(count: Int(try take(UInt16.self)))
        case 0xc9: return try takeExtendedHead(count: Int(try take(UInt32.self)))
        case 0xca: return .double(Double(Float(bitPattern: try take(UInt32.self))))
        case 0xcb: return .double(Double(bitPattern: try take(UInt64.self)))
        case 0xcc: return .int(Int64(try take(UInt8.self)))
        case 0xcd: return .int(Int64(try take(UInt16.self)))
        case 0xce: return .int(Int64(try take(UInt32.self)))
        case 0xcf: return MessagePackHead(try take(UInt64.self))
        case 0xd0: return .int(Int64(try take(Int8.self)))
        case 0xd1: return .int(Int64(try take(Int16.self)))
        case 0xd2: return .int(Int64(try take(Int32.self)))
        case 0xd3: return .int(try take(Int64.self))
        case 0xd4...0xd8: return try takeExtendedHead(count: 1 << Int(byte - 0xd4))
        case 0xd9: return .string(count: Int(try take(UInt8.self)))
        case 0xda: return .string(count: Int(try take(UInt16.self)))
        case 0xdb: return .string(count: Int(try take(UInt32.self)))
        case 0xdc: return .array(count: Int(try take(UInt16.self)))
        case 0xdd: return .array(count: Int(try take(UInt32.self)))
        case 0xde: return .map(count: Int(try take(UInt16.self)))
        case 0xdf: return .map(count: Int(try take(UInt32.self)))
        default: return .int(Int64(Int8(bitPattern: byte)))
        }
    }

    private mutating func takeExtendedHead(count: Int) throws(MessagePackError) -> MessagePackHead {
        .extended(type: try take(Int8.self), count: count)
    }
}

extension MessagePackReader {
    /// The kind of the next value, which stays unread.
    ///
    /// - Returns: The kind that the next byte tells.
    /// - Throws: ``MessagePackError/Reason/truncated(needed:available:)`` at the end, and
    ///   ``MessagePackError/Reason/reservedByte``.
    public func peekKind() throws(MessagePackError) -> MessagePackKind {
        guard let byte = nextByte else { throw MessagePackError(.truncated(needed: 1, available: 0), at: offset) }
        return switch byte {
        case 0x00...0x7f, 0xcc...0xd3: .integer
        case 0x80...0x8f, 0xde, 0xdf: .map
        case 0x90...0x9f, 0xdc, 0xdd: .array
        case 0xa0...0xbf, 0xd9...0xdb: .string
        case 0xc0: .null
        case 0xc1: throw MessagePackError(.reservedByte, at: offset)
        case 0xc2, 0xc3: .bool
        case 0xc4...0xc6: .binary
        case 0xca, 0xcb: .double
        case 0xc7...0xc9, 0xd4...0xd8: .extended
        default: .integer
        }
    }
}
