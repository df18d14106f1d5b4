import CZeroMQ
import Glibc

/// The two keys of one end of an encrypted connection, as Z85 text of forty characters.
///
/// Printing a pair shows the public key alone.
public struct CurveKeyPair: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// What others may know.
    public let publicKey: String

    /// What nobody else may know.
    public let secretKey: String

    /// Makes a new pair.
    ///
    /// The corresponding C function is `zmq_curve_keypair`.
    ///
    /// - Throws: ``ZeroMQError`` with `ENOTSUP` when the library has no CURVE.
    public init() throws(ZeroMQError) {
        var publicText = [CChar](repeating: 0, count: Self.textSize)
        var secretText = publicText
        try CallResult { zmq_curve_keypair(&publicText, &secretText) }.check("zmq_curve_keypair")
        publicKey = Self.text(publicText)
        secretKey = Self.text(secretText)
    }

    /// Finds the public key to a secret key.
    ///
    /// The corresponding C function is `zmq_curve_public`.
    ///
    /// - Parameter secretKey: Z85 text of forty characters.
    /// - Throws: ``ZeroMQError`` with `EINVAL` for a text that is no key, with `ENOTSUP` when the library has no CURVE.
    public init(secretKey: String) throws(ZeroMQError) {
        guard Self.isKey(secretKey) else { throw ZeroMQError("zmq_curve_public", EINVAL, "secret key") }
        var publicText = [CChar](repeating: 0, count: Self.textSize)
        try CallResult { zmq_curve_public(&publicText, secretKey) }.check("zmq_curve_public")
        publicKey = Self.text(publicText)
        self.secretKey = secretKey
    }

    /// Whether a text can be a key: forty characters of Z85, which is 32 bytes.
    public static func isKey(_ text: String) -> Bool {
        Z85.decode(text)?.count == keySize
    }

    /// The pair with its public key alone.
    public var description: String { "CurveKeyPair(\(publicKey))" }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The public key alone, since `dump` and failed tests look here.
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }

    /// Bytes of a key.
    static let keySize = 32

    /// Characters of a key's text with the NUL that C ends it with.
    private static let textSize = 41

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
