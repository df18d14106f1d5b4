/// Why a key could not be read, written or used.
public enum KeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file or folder of keys could not be read or written: what was tried, where, and the system's reason.
    case system(action: String, path: String, reason: String)
    /// A file holds no key.
    case malformed(path: String)
    /// The master that answers has another key than the one this minion trusts.
    case masterKeyChanged(path: String, trusted: String, found: String)
    /// The master's key is not the one that `master_finger` names.
    case wrongFingerprint(expected: String, found: String)

    /// The error in words.
    public var description: String {
        switch self {
        case .system(let action, let path, let reason): "cannot \(action) \(path): \(reason)"
        case .malformed(let path): "\(path): expected a key of 40 characters in Z85, found something else"
        case .masterKeyChanged(let path, let trusted, let found):
            """
            the master's key has changed. This minion trusts \(trusted), the master shows \(found). If the master was \
            given a new key on purpose, remove \(path) and start the minion again; if not, somebody else answers in \
            the master's place
            """
        case .wrongFingerprint(let expected, let found):
            "the master's key has the fingerprint \(found), but master_finger expects \(expected)"
        }
    }
}
