internal import BrineCore
internal import BrineStore
internal import Logging
internal import Synchronization

/// The runner calls that were answered and are not in the store yet: they are brought there beside all else, in their
/// order, as many at a time as wait.
///
/// Nobody waits for that, so a store that fails keeps no call from its answer: what it does not take is tried again, and
/// beyond a bound calls are not kept. Safe to use from any thread.
final class RunnerRecords: Sendable {
    /// How many calls may wait for the store.
    static let limit = 10_000
    /// How many bytes of returns may wait with them.
    static let byteLimit = 16 * 1_024 * 1_024

    /// How many calls go to the store in one transaction at the most: it is not held up by them for long.
    static let batchLimit = 1_000

    /// A call that has ended, with its return as it is kept.
    private struct Record: Sendable {
        let call: RunnerCall
        let state: JobState
        let at: Timestamp
        let body: [UInt8]
    }

    private struct State {
        var waiting: [Record] = []
        var bytes = 0
        var writer: Task<Void, Never>?
        var isClosed = false
        var throttle = LogThrottle(interval: .seconds(60))
    }

    private let state = Mutex(State())
    private let store: any JobStore
    private let roster: Roster
    private let master: MinionID
    private let patience: Duration
    private let logger: Logger

    /// Records for a store.
    ///
    /// - Parameters:
    ///   - store: Where calls are kept.
    ///   - roster: Where the master's number is found, or given to it.
    ///   - master: The master's own id.
    ///   - patience: How long to wait before a call that could not be kept is tried again.
    ///   - logger: Where is told what is not kept.
    init(
        store: any JobStore,
        roster: Roster,
        master: MinionID,
        patience: Duration = .seconds(1),
        logger: Logger
    ) {
        self.store = store
        self.roster = roster
        self.master = master
        self.patience = patience
        self.logger = logger
    }

    /// Has a call kept that has ended; never waits.
    ///
    /// Nothing of what ends after ``finish()``: nobody gets an answer then.
    func put(_ ended: RunnerReturn, body: [UInt8], at now: Timestamp) {
        let isTaken = state.withLock { state in
            guard !state.isClosed else { return true }
            guard state.waiting.count < Self.limit, state.bytes + body.count <= Self.byteLimit else { return false }
            state.waiting.append(Record(call: ended.call, state: ended.state, at: now, body: body))
            state.bytes += body.count
            if state.writer == nil { state.writer = Task { await self.writeAll() } }
            return true
        }
        if !isTaken { warn("too many wait for the job store", at: now) }
    }

    /// Waits until all that was put is in the store, or the store does not take it; nothing is taken from now on.
    func finish() async {
        let writer = state.withLock { state in
            state.isClosed = true
            return state.writer
        }
        await writer?.value
    }

    private func writeAll() async {
        while let batch = next() {
            do {
                try await keep(batch)
                remove(batch)
            } catch {
                warn("\(error)", at: SteadyClock.now())
                guard !state.withLock(\.isClosed) else { return giveUp() }
                try? await Task.sleep(for: patience)
            }
        }
    }

    /// The oldest, as many as go together; where there are none, the writer has ended.
    private func next() -> [Record]? {
        state.withLock { state in
            if state.waiting.isEmpty { state.writer = nil }
            return state.waiting.isEmpty ? nil : Array(state.waiting.prefix(Self.batchLimit))
        }
    }

    /// Takes out what was the oldest: until it is in the store, it counts as waiting.
    private func remove(_ batch: [Record]) {
        state.withLock { state in
            state.waiting.removeFirst(batch.count)
            state.bytes -= batch.reduce(0) { $0 + $1.body.count }
        }
    }

    private func keep(_ batch: [Record]) async throws {
        guard let number = try await roster.assignedNumbers(of: [master]).first else { return }
        let calls = batch.map { record in
            let job = record.call.job(of: master, number)
            let outcome = Outcome(jid: job.jid, minion: number, state: record.state, at: record.at, body: record.body)
            // By its origin: where the disk failed after the last try was written, this one is a repeat.
            return EndedCall(job, outcome, origin: "runner:\(job.jid)")
        }
        _ = try await store.addCalls(calls)
    }

    private func giveUp() {
        let count = state.withLock(\.waiting.count)
        logger.error("\(count) runner call(s) are not kept: the master has stopped")
    }

    private func warn(_ reason: String, at now: Timestamp) {
        guard let count = state.withLock({ $0.throttle.count(reason, at: now) }) else { return }
        logger.error("cannot keep runner calls (\(count) since the last line): \(reason)")
    }
}
