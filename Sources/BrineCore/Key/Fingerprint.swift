/// The SHA-256 of a public key's 32 bytes, as people compare it: hex pairs with colons.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
    private let bytes: [UInt8]

    /// The fingerprint whose digest is already known.
    public init(digest: [UInt8]) {
        bytes = digest
    }

    /// The digest as hex pairs, as in `ec:ab:d0`.
    public var description: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }
        .joined(separator: ":")
    }
}
