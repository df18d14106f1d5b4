internal import BrineCore

/// The master's key that a minion trusts: `minion_master.pub` in the minion's `pki_dir`.
///
/// Pinned on first contact, or placed there beforehand; a master with another key is not believed.
public struct MasterPin: Sendable {
    private let path: String
    private let finger: String

    /// The pin in a minion's `pki_dir`.
    ///
    /// - Parameters:
    ///   - folder: The minion's `pki_dir`.
    ///   - finger: The fingerprint that the key must have (`master_finger`), or empty for any.
    public init(in folder: String, finger: String) {
        path = "\(folder)/minion_master.pub"
        self.finger = finger
    }

    /// Checks a master's key against the trusted one, and trusts it from now on where there was none.
    ///
    /// - Returns: whether the key was trusted for the first time.
    /// - Throws: ``KeyError`` where another key is trusted, the fingerprint differs, or the file cannot be read or
    ///   written.
    @discardableResult
    public func check(_ key: PublicKey) throws(KeyError) -> Bool {
        let found = key.fingerprint.description
        if !finger.isEmpty, finger.lowercased() != found {
            throw .wrongFingerprint(expected: finger, found: found)
        }
        if let trusted = try KeyFile.read(path).flatMap({ PublicKey($0) }) {
            guard trusted == key else {
                throw .masterKeyChanged(path: path, trusted: trusted.fingerprint.description, found: found)
            }
            return false
        }
        try KeyFile.write(key.description, to: path, mode: 0o644)
        return true
    }
}
