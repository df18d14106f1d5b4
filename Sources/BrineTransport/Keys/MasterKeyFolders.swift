public import BrineCore
internal import Glibc

/// The folders of the master's `pki_dir`: `minions/`, `minions_pre/`, `minions_rejected/`, `minions_denied/`, one file
/// a key, named by the minion's id.
///
/// `salt-key` and the master both work on them, at the same time too: every change is one `rename` or `unlink`.
public struct MasterKeyFolders: Sendable {
    /// The `pki_dir`.
    public let folder: String

    /// The folders below a `pki_dir`; nothing is made yet.
    public init(_ folder: String) {
        self.folder = folder
    }

    /// Makes the folders that are missing, readable by their owner alone.
    ///
    /// - Throws: ``KeyError`` where the system refuses.
    public func make() throws(KeyError) {
        for state in KeyState.allCases {
            try KeyFile.makeFolder(path(state), mode: 0o700)
        }
    }

    /// The ids that have a key in a state, sorted.
    ///
    /// Files whose name is no minion's id are passed over.
    ///
    /// - Throws: ``KeyError`` where the folder cannot be listed.
    public func ids(_ state: KeyState) throws(KeyError) -> [MinionID] {
        try KeyFile.names(in: path(state)).compactMap { MinionID($0) }
    }

    /// A minion's key in a state, or nil where it has none there.
    ///
    /// - Throws: ``KeyError`` where the file cannot be read or holds no key.
    public func key(of id: MinionID, _ state: KeyState) throws(KeyError) -> PublicKey? {
        try KeyFile.read(path(id, state)).flatMap { PublicKey($0) }
    }

    /// The master's own public key, from `master.pub`, or nil where no master has run here yet.
    ///
    /// - Throws: ``KeyError`` where the file cannot be read or holds no key.
    public func masterKey() throws(KeyError) -> PublicKey? {
        try KeyFile.read("\(folder)/master.pub").flatMap { PublicKey($0) }
    }

    /// Puts a minion's key into a state, over one that it had there.
    ///
    /// - Throws: ``KeyError`` where the system refuses.
    public func put(_ key: PublicKey, of id: MinionID, _ state: KeyState) throws(KeyError) {
        try KeyFile.write(key.description, to: path(id, state), mode: 0o644)
    }

    /// Moves a minion's key from a state to another, over one that it had there.
    ///
    /// - Throws: ``KeyError`` where the system refuses; nothing is moved then.
    public func move(_ id: MinionID, from old: KeyState, to new: KeyState) throws(KeyError) {
        try KeyFile.makeFolder(path(new), mode: 0o700)
        guard rename(path(id, old), path(id, new)) == 0 else { throw KeyFile.failure("move", path(id, old)) }
    }

    /// Removes a minion's key from a state.
    ///
    /// - Throws: ``KeyError`` where the system refuses.
    public func remove(_ id: MinionID, _ state: KeyState) throws(KeyError) {
        guard unlink(path(id, state)) == 0 || errno == ENOENT else {
            throw KeyFile.failure("remove", path(id, state))
        }
    }

    /// Makes every ``move(_:from:to:)`` and ``remove(_:_:)`` so far survive a power cut, as a rejected key must.
    ///
    /// Costs a write to the disk for each folder, so it is called once after many changes.
    ///
    /// - Throws: ``KeyError`` where the system refuses.
    public func sync() throws(KeyError) {
        for state in KeyState.allCases { try KeyFile.sync(folder: path(state)) }
    }

    /// Where the keys of a state lie.
    public func path(_ state: KeyState) -> String {
        "\(folder)/\(state.rawValue)"
    }

    private func path(_ id: MinionID, _ state: KeyState) -> String {
        // Safe as a path: a minion's id has no separator and no leading dot.
        "\(path(state))/\(id)"
    }
}
