internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// What runners look at, and what leaves the store.
extension JobCoordinator {
    /// The live jobs of operators, oldest first.
    func liveJobs() -> [LiveJob] {
        tracker.jobs.values.filter { !$0.isInternal }.sorted { $0.job.jid < $1.job.jid }
    }

    /// The accepted minions, in order, and whether each hears a command published now.
    func presence() throws -> [(id: MinionID, isConnected: Bool)] {
        let now = parts.now()
        return try parts.accepted().sorted()
            .map { id in
                (id, parts.roster.number(of: id).map { tracker.isConnected($0, at: now) } ?? false)
            }
    }

    /// The accepted minions that hear a command published now.
    func connectedMinions() throws -> [MinionNumber] {
        try presence().filter(\.isConnected).compactMap { parts.roster.number(of: $0.id) }
    }

    /// Removes ended jobs older than a duration from the store, in small steps.
    ///
    /// A job that still waits for a minion is kept: its return would otherwise have nowhere to go. It is given up
    /// ``patienceWithOpenJobs`` later.
    ///
    /// - Throws: What the store throws.
    func removeJobs(olderThan age: Duration) async throws {
        let now = parts.wallClock()
        try await remove(before: JobID(at: now - age), closedOnly: true)
        let open = JobID(at: now - age - Self.patienceWithOpenJobs)
        for jid in tracker.jobs.keys where jid < open { tracker.end(jid) }
        try await remove(before: open, closedOnly: false)
    }

    func remove(before bound: JobID, closedOnly: Bool) async throws {
        while try await parts.store.removeJobs(before: bound, closedOnly: closedOnly, limit: 10) > 0 {
            // The writer is others' meanwhile: a job of ten thousand minions has as many rows.
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
