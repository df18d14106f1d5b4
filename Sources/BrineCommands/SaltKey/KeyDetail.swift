import BrineCore
import BrineTransport

/// What is shown of a key.
enum KeyDetail: Sendable, Hashable {
    /// The hash that people compare.
    case fingerprint
    /// The key itself, in Z85.
    case key

    /// The text to show.
    func text(of key: PublicKey) -> String {
        switch self {
        case .fingerprint: key.fingerprint.description
        case .key: key.description
        }
    }

    /// Whether the master's own key is shown too: fingerprints are compared on both sides, as in Salt.
    var showsMasterKey: Bool { self == .fingerprint }
}
