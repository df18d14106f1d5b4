public import BrineCore
internal import CSodium
internal import ZeroMQ

/// A CURVE public key: 32 bytes, written as 40 characters of Z85.
public struct PublicKey: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The key of 32 bytes, or nil for another number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The key that a text in Z85 writes, or nil where it is not 40 characters of Z85.
    public init?(_ text: String) {
        guard text.utf8.count == 40, let bytes = Z85.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The key in Z85.
    public var description: String {
        Z85.encode(bytes) ?? ""
    }

    /// The SHA-256 of the key's bytes, which people compare.
    public var fingerprint: Fingerprint {
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return Fingerprint(digest: digest)
    }
}
