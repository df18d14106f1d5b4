package import MessagePack

extension Value {
    /// Binary data as the text it spells, an extension value as its type and bytes in hex; nil for every other value.
    package var opaqueText: String? {
        switch self {
        case .binary(let bytes): String(decoding: bytes, as: UTF8.self)
        case .extended(let type, let bytes): "<extension type \(type): \(bytes.map(Self.hex).joined())>"
        default: nil
        }
    }

    /// The value as Python's `str()` gives it: a text is itself, everything else is its literal.
    package var plainText: String {
        if case .string(let text) = self { text } else { opaqueText ?? PythonLiteral.text(of: self) }
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }
}
