public import BrineCore
internal import Glibc
internal import Synchronization

/// The accepted minions, as the folder `minions/` has them now.
///
/// Asked at every publication and every handshake, so the folder is read again only when it has changed: each change
/// of it is a rename or an unlink, and those change the folder's own time. Safe to use from any thread.
public final class AcceptedKeys: Sendable {
    /// The accepted minions at one moment.
    public struct Snapshot: Sendable {
        /// Their ids, sorted.
        public let ids: [MinionID]
        /// The same ids, to ask whether one is among them.
        public fileprivate(set) var known: Set<MinionID>
        /// Whose each key is.
        public fileprivate(set) var idsByKey: [PublicKey: MinionID]
        /// Files that could not be used, each with the reason.
        public let problems: [String]
        /// Keys that are well and still not let in, each with the reason.
        public let refusals: [String]
    }

    private struct Stamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var inode: UInt64
    }

    private struct State {
        var snapshot = Snapshot(ids: [], known: [], idsByKey: [:], problems: [], refusals: [])
        var stamp: Stamp?
        /// The stamp that may still hide a change, and since when it is known.
        var young: (stamp: Stamp, seenAt: ContinuousClock.Instant)?
        var readAt: ContinuousClock.Instant?
    }

    private let folders: MasterKeyFolders
    private let reserved: MinionID?
    private let state = Mutex(State())

    /// The accepted minions of these folders.
    ///
    /// - Parameters:
    ///   - folders: Where their keys lie.
    ///   - reserved: An id that no minion may have: the master's own.
    public init(_ folders: MasterKeyFolders, reserved: MinionID? = nil) {
        self.folders = folders
        self.reserved = reserved
    }

    /// The accepted minions now.
    ///
    /// One `stat` where nothing changed; linear in their number where something did.
    ///
    /// - Parameter maximumAge: How old the answer may be: whoever asks at each of ten thousand handshakes need not have the
    ///   folder read again for each key that is accepted meanwhile.
    /// - Returns: the accepted minions.
    /// - Throws: ``KeyError`` where the folder cannot be listed.
    public func snapshot(maximumAge: Duration = .zero) throws -> Snapshot {
        try snapshot(maximumAge: maximumAge, at: .now)
    }

    func snapshot(maximumAge: Duration = .zero, at now: ContinuousClock.Instant) throws -> Snapshot {
        try state.withLock { state in
            if let readAt = state.readAt, now - readAt < maximumAge { return state.snapshot }
            let stamp = Self.stamp(folders.path(.accepted))
            if let stamp, stamp == state.stamp { return state.snapshot }
            let isSettled = stamp.map { Self.isSettled($0, &state.young, at: now) } ?? false
            state.snapshot = try read()
            state.readAt = now
            // A folder that changed within the clock's last tick can change once more without its time telling; and what
            // could not be read may be readable the next time. A key that is refused stays so until the folder changes.
            state.stamp = isSettled && state.snapshot.problems.isEmpty ? stamp : nil
            return state.snapshot
        }
    }

    /// Takes in a key that whoever calls has just seen accepted, so that an aged answer has it too.
    ///
    /// A minion connects a moment after it was told: it must not be turned away by an answer from before.
    public func learn(_ key: PublicKey, of id: MinionID) {
        state.withLock { state in
            state.snapshot.known.insert(id)
            state.snapshot.idsByKey[key] = id
        }
    }

    private func read() throws -> Snapshot {
        var ids: [MinionID] = []
        var idsByKey: [PublicKey: MinionID] = [:]
        var problems: [String] = []
        var refusals: [String] = []
        for id in try folders.ids(.accepted) {
            guard id != reserved else {
                refusals.append("the key of a minion \(id) is not let in: that is the master's own id")
                continue
            }
            do {
                guard let key = try folders.key(of: id, .accepted) else { continue }
                if let other = idsByKey[key] {
                    refusals.append("minions \(other) and \(id) have the same key; \(id) is not let in")
                    continue
                }
                ids.append(id)
                idsByKey[key] = id
            } catch {
                problems.append(error.description)
            }
        }
        return Snapshot(ids: ids, known: Set(ids), idsByKey: idsByKey, problems: problems, refusals: refusals)
    }

    /// Whether a further change would show in the folder's time: it is of another tick than now.
    ///
    /// By the wall clock, or by how long the time is known: of one that lies ahead, since the clock was set back, the wall clock
    /// says nothing for as long as it was set back.
    private static func isSettled(
        _ stamp: Stamp,
        _ young: inout (stamp: Stamp, seenAt: ContinuousClock.Instant)?,
        at now: ContinuousClock.Instant
    ) -> Bool {
        let tick = Duration.milliseconds(50)
        let changed = Timestamp(microseconds: Int64(stamp.seconds) * 1_000_000 + Int64(stamp.nanoseconds) / 1_000)
        if Timestamp.now() - changed > tick { return true }
        guard let known = young, known.stamp == stamp else {
            young = (stamp, now)
            return false
        }
        return now - known.seenAt > tick
    }

    private static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(
            seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec,
            inode: UInt64(status.st_ino)
        )
    }
}
