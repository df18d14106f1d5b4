/// Why a packet is not what it should be.
package enum WireError: Error, Sendable, Hashable {
    /// The packet speaks another version of the protocol.
    case unsupportedVersion(UInt8)
    /// The packet's kind is unknown, or is not one that belongs here.
    case unexpectedKind(UInt8)
    /// The bytes are no packet; what was expected and what was found.
    case malformed(String)
    /// A field is missing.
    case missingField(String)
    /// A field is there and is not what it must be; what was expected and what was found.
    case wrongField(String, expected: String, found: String)
}

extension WireError: CustomStringConvertible {
    /// The error in words.
    package var description: String {
        switch self {
        case .unsupportedVersion(let version):
            "protocol version \(version) where \(wireVersion) is spoken here"
        case .unexpectedKind(let kind): "a message of kind \(kind), which is unknown or does not belong here"
        case .malformed(let reason): "malformed message: \(reason)"
        case .missingField(let name): "field '\(name)' is missing"
        case .wrongField(let name, let expected, let found): "field '\(name)': expected \(expected), found \(found)"
        }
    }
}
