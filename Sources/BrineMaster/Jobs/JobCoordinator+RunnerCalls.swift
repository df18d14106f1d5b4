internal import BrineCore
internal import BrineStore
internal import BrineWire

// Calls of runners that nobody waits for: jobs of the master's own, of which the tracker knows nothing.
extension JobCoordinator {
    /// A call that is in the store and has no outcome there.
    struct OpenRunnerCall: Sendable, Hashable {
        /// The number under which the store knows the master.
        let minion: MinionNumber
        /// Since when it runs.
        let since: Timestamp
    }

    /// How many calls that nobody waits for may run at once.
    static let mostOpenRunnerCalls = 50

    /// The next jid, for a call of a runner.
    func nextJobID() -> JobID {
        allocator.next(at: parts.wallClock())
    }

    /// Keeps a call that begins now as an open job: it is in the store when this returns.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - master: The master's own id.
    /// - Throws: ``RunnerRefusal`` where too many run or the master stops; what the store throws.
    func begin(_ call: RunnerCall, of master: MinionID) async throws {
        guard let number = try await parts.roster.assignedNumbers(of: [master]).first else {
            throw RunnerRefusal("it has no number in its store")
        }
        guard !isStopping else { throw RunnerRefusal("it is stopping") }
        guard openRunnerCalls.count < Self.mostOpenRunnerCalls else {
            throw RunnerRefusal("\(openRunnerCalls.count) calls that nobody waits for run already")
        }
        openRunnerCalls[call.jid] = OpenRunnerCall(minion: number, since: parts.wallClock())
        do {
            try await parts.store.add(call.job(of: master, number))
        } catch {
            openRunnerCalls[call.jid] = nil
            throw error
        }
    }

    /// A call that was begun has ended: its return goes to the store, and is told when it is there.
    ///
    /// Waits while more outcomes are queued than the store keeps up with. After the master has stopped nothing is kept any
    /// more, and its next start finds the call open.
    func end(_ jid: JobID, as state: JobState, body: [UInt8]) async {
        await waitForRoom()
        guard let call = openRunnerCalls[jid], !hasFinished else { return }
        outcomes.append(Outcome(jid: jid, minion: call.minion, state: state, at: parts.wallClock(), body: body))
        startCommitting()
    }

    /// A call was found open after a start: whoever ran it is gone, and nobody knows how far it came.
    ///
    /// - Returns: the outcomes that are to be kept for it.
    static func lost(_ open: JobWithOutcomes, at now: Timestamp) -> [Outcome] {
        let ended = Set(open.outcomes.map(\.minion))
        return open.job.minions.filter { !ended.contains($0) }
            .map { Outcome(jid: open.job.jid, minion: $0, state: .lost, at: now) }
    }

    /// Tells of calls whose returns are in the store now.
    func announceRunnerCalls(_ returns: [Outcome]) {
        for outcome in returns where !outcome.body.isEmpty {
            announce(.runnerReturned(outcome.jid, packet: { outcome.body }))
        }
    }
}
