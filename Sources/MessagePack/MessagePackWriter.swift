/// Appends values to an array of bytes, each in its shortest form.
///
/// A list or map is its header and then so many values, or pairs of values, written one after the other; the writer does
/// not count them. A text, binary, list or map may have at most 2^32 - 1 bytes, elements or pairs, as the format has no
/// way to say more.
public struct MessagePackWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// A writer of which about so many bytes are expected.
    public init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// What has been written, for the last time: no copy is made.
    public consuming func takeBytes() -> [UInt8] {
        bytes
    }

    /// Writes `null`.
    public mutating func writeNil() {
        bytes.append(0xc0)
    }

    /// Writes a boolean.
    public mutating func writeBool(_ flag: Bool) {
        bytes.append(flag ? 0xc3 : 0xc2)
    }

    /// Writes an integer.
    public mutating func writeInt(_ number: Int64) {
        switch number {
        case 0...: writeUInt(UInt64(number))
        case (-32)...: bytes.append(UInt8(truncatingIfNeeded: number))
        case Int64(Int8.min)...: append(0xd0, UInt8(truncatingIfNeeded: number))
        case Int64(Int16.min)...: append(0xd1, UInt16(truncatingIfNeeded: number))
        case Int64(Int32.min)...: append(0xd2, UInt32(truncatingIfNeeded: number))
        default: append(0xd3, UInt64(truncatingIfNeeded: number))
        }
    }

    /// Writes an integer that is not negative.
    public mutating func writeUInt(_ number: UInt64) {
        switch number {
        case 0...0x7f: bytes.append(UInt8(number))
        case 0...0xff: append(0xcc, UInt8(number))
        case 0...0xffff: append(0xcd, UInt16(number))
        case 0...0xffff_ffff: append(0xce, UInt32(number))
        default: append(0xcf, number)
        }
    }

    /// Writes a number with a fraction, always in double precision.
    public mutating func writeDouble(_ number: Double) {
        append(0xcb, number.bitPattern)
    }

    /// Writes a text.
    public mutating func writeString(_ text: String) {
        var text = text
        text.withUTF8 { content in
            if content.count < 32 {
                bytes.append(0xa0 | UInt8(content.count))
            } else {
                appendHeader(content.count, 0xd9, 0xda, 0xdb)
            }
            bytes.append(contentsOf: content)
        }
    }

    /// Writes binary data.
    public mutating func writeBinary(_ content: [UInt8]) {
        appendHeader(content.count, 0xc4, 0xc5, 0xc6)
        bytes.append(contentsOf: content)
    }

    /// Writes the header of a list; the caller writes so many values next.
    public mutating func writeArrayHeader(count: Int) {
        if count < 16 {
            bytes.append(0x90 | UInt8(count))
        } else {
            appendHeader(count, nil, 0xdc, 0xdd)
        }
    }

    /// Writes the header of a map; the caller writes so many pairs of a key and a value next.
    public mutating func writeMapHeader(count: Int) {
        if count < 16 {
            bytes.append(0x80 | UInt8(count))
        } else {
            appendHeader(count, nil, 0xde, 0xdf)
        }
    }

    /// Writes an application-defined type.
    public mutating func writeExtended(type: Int8, _ content: [UInt8]) {
        switch content.count {
        case 1: bytes.append(0xd4)
        case 2: bytes.append(0xd5)
        case 4: bytes.append(0xd6)
        case 8: bytes.append(0xd7)
        case 16: bytes.append(0xd8)
        default: appendHeader(content.count, 0xc7, 0xc8, 0xc9)
        }
        bytes.append(UInt8(bitPattern: type))
        bytes.append(contentsOf: content)
    }

    /// Writes one value that is encoded already, as it is.
    public mutating func writeRaw(_ encoded: [UInt8]) {
        bytes.append(contentsOf: encoded)
    }
}

extension MessagePackWriter {
    /// Writes any value with all that it holds.
    public mutating func write(_ value: Value) {
        switch value {
        case .null: writeNil()
        case .bool(let flag): writeBool(flag)
        case .int(let number): writeInt(number)
        case .uint(let number): writeUInt(number)
        case .double(let number): writeDouble(number)
        case .string(let text): writeString(text)
        case .binary(let content): writeBinary(content)
        case .extended(let type, let content): writeExtended(type: type, content)
        case .array(let elements):
            writeArrayHeader(count: elements.count)
            let elements = elements.span
            for index in elements.indices {
                write(elements[index])
            }
        case .map(let map):
            writeMapHeader(count: map.count)
            let entries = map.entries.span
            for index in entries.indices {
                write(entries[index].key)
                write(entries[index].value)
            }
        }
    }

    /// Appends a length under the first of the three forms that holds it; lists and maps have no form of one byte.
    private mutating func appendHeader(_ count: Int, _ byte: UInt8?, _ word: UInt8, _ long: UInt8) {
        if let byte, count <= 0xff {
            append(byte, UInt8(count))
        } else if count <= 0xffff {
            append(word, UInt16(count))
        } else {
            append(long, UInt32(count))
        }
    }

    @inline(__always)
    private mutating func append(_ first: UInt8, _ number: some FixedWidthInteger & BitwiseCopyable) {
        let size = MemoryLayout.size(ofValue: number)
        bytes.append(addingCapacity: 1 + size) { span in
            span.append(first)
            for shift in stride(from: 8 * (size - 1), through: 0, by: -8) {
                span.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
    }
}
