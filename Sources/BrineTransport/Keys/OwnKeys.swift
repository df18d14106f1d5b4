internal import CSodium
internal import Glibc
internal import ZeroMQ

/// A daemon's own key pair, in two files of its `pki_dir`: `NAME.key` (0600) and `NAME.pub`.
public struct OwnKeys: Sendable {
    /// The public half.
    public let publicKey: PublicKey
    /// The secret half, in Z85.
    ///
    /// Never printed, never logged.
    package let secretKey: String

    /// Reads the pair of that name, or makes one where there is none yet.
    ///
    /// - Parameters:
    ///   - name: `master` or `minion`.
    ///   - folder: The `pki_dir`; made (0700) where it is missing.
    /// - Throws: ``KeyError`` where the files cannot be read or written or hold no keys.
    public init(named name: String, in folder: String) throws {
        try KeyFile.makeFolder(folder, mode: 0o700)
        let secretPath = "\(folder)/\(name).key"
        let publicPath = "\(folder)/\(name).pub"
        if let secret = try KeyFile.read(secretPath) {
            let pair = try CurveKeyPair(secretKey: secret)
            try self.init(pair, path: secretPath)
            // The public file is only a copy for people: made again where it is missing or stale.
            let shown = try? KeyFile.read(publicPath)
            if shown != pair.publicKey { try KeyFile.write(pair.publicKey, to: publicPath, mode: 0o644) }
        } else {
            let pair = try CurveKeyPair()
            try KeyFile.write(pair.secretKey, to: secretPath, mode: 0o600)
            try KeyFile.write(pair.publicKey, to: publicPath, mode: 0o644)
            try self.init(pair, path: secretPath)
        }
    }

    /// The pair that a text leads to, always the same: for simulated minions, which keep no files.
    ///
    /// No secret to whoever knows the text.
    ///
    /// - Throws: `ZeroMQError` where libzmq refuses the key.
    package init(seed: String) throws {
        var digest = [UInt8](repeating: 0, count: 32)
        let text = Array(seed.utf8)
        crypto_hash_sha256(&digest, text, UInt64(text.count))
        try self.init(try CurveKeyPair(secretKey: Z85.encode(digest) ?? ""), path: "the key of a seed")
    }

    private init(_ pair: CurveKeyPair, path: String) throws(KeyError) {
        guard let key = PublicKey(pair.publicKey) else { throw .malformed(path: path) }
        publicKey = key
        secretKey = pair.secretKey
    }
}
