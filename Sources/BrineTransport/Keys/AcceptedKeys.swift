public import BrineCore
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The accepted minions, as the folder `minions/` has them now.
///
/// Asked at every publication and every handshake, so the folder is read again only when it has changed: each change
/// of it is a rename or an unlink, and those change the folder's own time. Safe to use from any thread.
public final class AcceptedKeys: Sendable {
    /// The accepted minions at one moment.
    public struct Snapshot: Sendable {
        /// Their ids, sorted.
        public let ids: [MinionID]
        /// Whose each key is.
        public let idsByKey: [PublicKey: MinionID]
        /// Files that could not be used, each with the reason.
        public let problems: [String]
    }

    private struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var inode: UInt64
    }

    private struct State {
        var snapshot = Snapshot(ids: [], idsByKey: [:], problems: [])
        var stamp: Stamp?
    }

    private let folders: MasterKeyFolders
    private let state = Mutex(State())

    /// The accepted minions of these folders.
    public init(_ folders: MasterKeyFolders) {
        self.folders = folders
    }

    /// The accepted minions now.
    ///
    /// One `stat` where nothing changed; linear in their number where something did.
    ///
    /// - Throws: ``KeyError`` where the folder cannot be listed.
    public func snapshot() throws -> Snapshot {
        try state.withLock { state in
            let (stamp, isSettled) = Self.stamp(folders.path(.accepted))
            if let stamp, stamp == state.stamp { return state.snapshot }
            state.snapshot = try read()
            // A folder that changed within the clock's last tick can change once more without its time telling.
            state.stamp = isSettled ? stamp : nil
            return state.snapshot
        }
    }

    private func read() throws -> Snapshot {
        var ids: [MinionID] = []
        var idsByKey: [PublicKey: MinionID] = [:]
        var problems: [String] = []
        for id in try folders.ids(.accepted) {
            do {
                guard let key = try folders.key(of: id, .accepted) else { continue }
                if let other = idsByKey[key] {
                    problems.append("minions \(other) and \(id) have the same key; \(id) is not let in")
                    continue
                }
                ids.append(id)
                idsByKey[key] = id
            } catch {
                problems.append(error.description)
            }
        }
        return Snapshot(ids: ids, idsByKey: idsByKey, problems: problems)
    }

    private static func stamp(_ path: String) -> (Stamp?, isSettled: Bool) {
        var status = stat()
        guard stat(path, &status) == 0 else { return (nil, false) }
        let stamp = Stamp(
            seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec,
            inode: UInt64(status.st_ino)
        )
        let changed = Timestamp(microseconds: Int64(stamp.seconds) * 1_000_000 + Int64(stamp.nanoseconds) / 1_000)
        return (stamp, Timestamp.now() - changed > .milliseconds(50))
    }
}
