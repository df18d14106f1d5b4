import BrineCore
import BrineStore
import BrineTesting

/// A store that fails, or holds what is asked of it until it is told to go on.
actor GatedStore: JobStore {
    private let inner = InMemoryJobStore()
    private var isHeld = false
    private var isFailing = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var holdsGrains = false
    private var grainsWatcher: CheckedContinuation<Void, Never>?
    private var arrivals = 0
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    /// The batches that were to be committed, also those that failed.
    private(set) var batches: [[Outcome]] = []
    /// How many ended calls each batch of them had, also of those that failed.
    private(set) var callBatches: [Int] = []

    /// Holds each call that writes until ``release()``.
    func hold() { isHeld = true }

    /// Holds grains that are to be written until ``release()``.
    func holdGrains() { holdsGrains = true }

    /// Waits until grains are held.
    func grainsHeld() async {
        guard held.isEmpty else { return }
        await withCheckedContinuation { grainsWatcher = $0 }
    }

    /// Loses grains as no caller would have it.
    func removeGrainsUnseen(of minions: [MinionNumber]) async { await inner.removeGrains(of: minions) }

    /// Lets all that is held go on.
    func release() {
        (isHeld, holdsGrains) = (false, false)
        for continuation in held { continuation.resume() }
        held = []
    }

    /// Whether writing fails from now on.
    func setFailing(_ isFailing: Bool) { self.isFailing = isFailing }

    /// Waits until that many writing calls have come since the beginning.
    func writes(_ count: Int) async {
        guard arrivals < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    private func pass() async throws {
        arrivals += 1
        for watcher in watchers where watcher.count <= arrivals { watcher.continuation.resume() }
        watchers.removeAll { $0.count <= arrivals }
        if isHeld { await withCheckedContinuation { held.append($0) } }
        if isFailing { throw JobStoreError.writeFailed(reason: "the disk is full") }
    }

    func commit(_ outcomes: [Outcome]) async throws -> [OutcomeVerdict] {
        batches.append(outcomes)
        try await pass()
        return await inner.commit(outcomes)
    }

    func add(_ job: Job) async throws {
        try await pass()
        try await inner.add(job)
    }

    private var failsStarts = false
    private var startsThatFailed = 0

    /// Whether turns in rollouts cannot be kept from now on.
    func setFailingStarts(_ isFailing: Bool) { failsStarts = isFailing }

    /// Waits until that many turns could not be kept.
    func failedStarts(_ count: Int) async {
        while startsThatFailed < count { await Task.yield() }
    }

    func start(_ jid: JobID, on minions: [MinionNumber]) async throws {
        try await pass()
        if failsStarts {
            startsThatFailed += 1
            throw JobStoreError.writeFailed(reason: "the disk is full")
        }
        await inner.start(jid, on: minions)
    }

    func keepReceipts(_ receipts: [Receipts]) async throws {
        try await pass()
        await inner.keepReceipts(receipts)
    }

    func addCalls(_ calls: [EndedCall]) async throws -> [Bool] {
        callBatches.append(calls.count)
        try await pass()
        return try await inner.addCalls(calls)
    }

    func numbers(of ids: [MinionID]) async throws -> [MinionNumber] {
        try await pass()
        return try await inner.numbers(of: ids)
    }

    func keep(_ grains: [StoredGrains]) async throws {
        if holdsGrains {
            grainsWatcher?.resume()
            grainsWatcher = nil
            await withCheckedContinuation { held.append($0) }
        }
        try await pass()
        await inner.keep(grains)
    }

    func removeGrains(of minions: [MinionNumber]) async throws {
        try await pass()
        await inner.removeGrains(of: minions)
    }

    func grains() async -> [StoredGrains] { await inner.grains() }
    func roster() async -> [RosterEntry] { await inner.roster() }
    func lastJobID() async -> JobID? { await inner.lastJobID() }
    func openJobs() async -> [JobWithOutcomes] { await inner.openJobs() }
    func job(_ jid: JobID) async -> JobWithOutcomes? { await inner.job(jid) }
    func jobs(_ query: JobQuery) async -> [Job] { await inner.jobs(query) }
    func outcomeCount(of jid: JobID) async -> Int? { await inner.outcomeCount(of: jid) }
    func removeJobs(before bound: JobID, closedOnly: Bool, limit: Int) async -> Int {
        await inner.removeJobs(before: bound, closedOnly: closedOnly, limit: limit)
    }
}
