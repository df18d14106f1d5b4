import BrineCore

@testable import BrineMaster
@testable import BrineMinion

// The end of an interleaving: all is mended, and time runs until nothing more happens.
extension World {
    /// How long after the mending each minion is connected at the latest: the next question whether its key is accepted, and
    /// the pause before it connects.
    static let mendingTime = Duration.seconds(15)
    /// How long it may take until all has ended: heartbeats, windows, and in a rollout one after the other.
    private static let patience: Int64 = 3_000_000_000
    private static let mostEvents = 20_000

    /// Mends everything and waits until all jobs have ended.
    ///
    /// - Throws: The promise that is broken then.
    func mend() throws(Violation) {
        note("from here on everything works and arrives")
        mendedSince = elapsed
        let end = elapsed + Self.patience
        while true {
            try drain()
            if isQuiet { return try ledger.checkEnd(of: self) }
            guard elapsed < end else { throw Violation(.finalStates, unrest) }
            _ = try happen(.advance(milliseconds: 1_000))
        }
    }

    /// Lets happen what can, until nothing can but by time.
    func drain() throws(Violation) {
        for _ in 0..<Self.mostEvents {
            if try !drainOnce() { return }
        }
        throw Violation(.finalStates, "there is always something that happens at once")
    }

    private func drainOnce() throws(Violation) -> Bool {
        var any = try happen(.storeWorks)
        if try happen(.readOn) { any = true }
        if try happen(.masterStart) { any = true }
        for index in minions.indices {
            minions[index].fuse = nil
            if try happen(.diskHasRoom(index)) { any = true }
            if try happen(.minionStart(index)) { any = true }
            if try happen(.minionNotices(index)) { any = true }
            try ticked(index)
            if try happen(.enrol(index, isLost: false)) { any = true }
            while try happen(.minionReads(index)) { any = true }
            while try happen(.workerStep(index, worker: 0, .succeeded)) { any = true }
            if try happen(.workersSeen(index)) { any = true }
            for place in connections[index].indices.reversed() {
                if try happen(.grant(minion: index, connection: place)) { any = true }
                if try happen(.masterReads(minion: index, connection: place, count: .max)) { any = true }
                if try happen(.masterNotices(minion: index, connection: place)) { any = true }
            }
        }
        for event in [Event.keepJob, .publishJob, .note, .turn, .keepReceipts, .commit, .placeTimer]
        where try happen(event) {
            any = true
        }
        if let master, elapsed - master.lastTick >= 1_000_000, try happen(.masterTick) { any = true }
        return any
    }

    private func ticked(_ index: Int) throws(Violation) {
        guard let daemon = minions[index].daemon else { return }
        if min(daemon.machine.nextDeadline, daemon.retryAt ?? daemon.machine.nextDeadline) <= instant
            || !daemon.withdrawn.isEmpty || daemon.hasRoomAgain
        {
            _ = try happen(.minionTick(index))
        }
    }

    /// Whether nothing more is to be expected of anybody.
    private var isQuiet: Bool {
        guard let master, master.tracker.jobs.allSatisfy(\.value.isInternal), master.publishing.isEmpty
        else { return false }
        return minions.allSatisfy { minion in
            guard let daemon = minion.daemon, daemon.answers.isEmpty, daemon.watched.isEmpty else { return false }
            return minion.outbox.isEmpty && minion.proc.isEmpty && !minion.workers.contains { $0.stage != .gone }
        }
    }

    private var unrest: String {
        var parts: [String] = []
        for jid in (master?.tracker.jobs ?? [:]).keys.sorted() {
            for (minion, standing) in (master?.tracker.jobs[jid]?.waiting ?? [:]).sorted(by: { $0.key < $1.key }) {
                parts.append("\(name(jid)) on \(name(minion)) is \(standing.state.rawValue)")
            }
        }
        for minion in minions {
            parts += minion.outbox.keys.sorted().map { "the return of \(name($0)) stays at minion \(minion.index + 1)" }
            parts += minion.proc.keys.sorted().map { "\(name($0)) has its record at minion \(minion.index + 1)" }
        }
        return parts.joined(separator: ", ")
    }
}
