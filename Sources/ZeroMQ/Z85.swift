/// Bytes as printable text, five characters for four bytes, as RFC 32 of the ZeroMQ project defines it.
///
/// Written here, since `zmq_z85_decode` of the library in use was not made for text from strangers: it must be told
/// nothing that was not checked before.
public enum Z85 {
    private static let characters = [UInt8](
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    )

    /// The value of each ASCII character, nil for those outside the alphabet.
    private static let values: [UInt32?] = {
        var table = [UInt32?](repeating: nil, count: 256)
        for (value, character) in characters.enumerated() { table[Int(character)] = UInt32(value) }
        return table
    }()

    /// The text of bytes, or nil where their number is no multiple of four.
    ///
    /// Linear in the number of bytes.
    public static func encode(_ bytes: [UInt8]) -> String? {
        guard bytes.count.isMultiple(of: 4) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 4 * 5)
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let number = bytes[start..<start + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
            for divisor: UInt32 in [52_200_625, 614_125, 7225, 85, 1] {
                text.append(characters[Int(number / divisor % 85)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text, or nil where it is none of this encoding.
    ///
    /// Refused are a length that is no multiple of five, a character outside the alphabet, and a group that stands for
    /// more than 32 bits. Linear in the length.
    public static func decode(_ text: String) -> [UInt8]? {
        let text = [UInt8](text.utf8)
        guard text.count.isMultiple(of: 5) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 5 * 4)
        for start in stride(from: 0, to: text.count, by: 5) {
            guard let number = number(of: text[start..<start + 5]) else { return nil }
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return bytes
    }

    private static func number(of group: ArraySlice<UInt8>) -> UInt32? {
        var number: UInt32 = 0
        for character in group {
            guard let value = values[Int(character)] else { return nil }
            let (product, tooLong) = number.multipliedReportingOverflow(by: 85)
            let (sum, tooMuch) = product.addingReportingOverflow(value)
            guard !tooLong, !tooMuch else { return nil }
            number = sum
        }
        return number
    }
}
