public import BrineCore

/// Where jobs and what became of them are kept for `keep_jobs`.
///
/// An implementation passes `JobStoreConformance` (in BrineTesting). All calls may come at once from many tasks. A call
/// that changes something returns when the change is on disk and synced: what was acknowledged survives a crash and a
/// power cut.
public protocol JobStore: Sendable {
    /// Every minion that ever got a number, in the order of the numbers.
    func roster() async throws -> [RosterEntry]

    /// The numbers of minions, in the order asked; those seen for the first time get the next free ones, durably.
    ///
    /// - Throws: ``JobStoreError/outOfNumbers`` where there are too many; then none of them gets one.
    func numbers(of ids: [MinionID]) async throws -> [MinionNumber]

    /// What the minions last told of their machines, in the order of their numbers.
    func grains() async throws -> [StoredGrains]

    /// Keeps what minions told of their machines, in place of what each told before, in one transaction: durable on return.
    func keep(_ grains: [StoredGrains]) async throws

    /// Forgets what minions told of their machines, in one transaction; nothing where one has told nothing.
    func removeGrains(of minions: [MinionNumber]) async throws

    /// The highest jid that was ever added, also when that job is long gone; nil in an empty store.
    func lastJobID() async throws -> JobID?

    /// Keeps a new job, open unless it has no minions: durable on return.
    ///
    /// - Throws: ``JobStoreError/duplicateJob`` where there is one with that jid.
    func add(_ job: Job) async throws

    /// Keeps that it is the turn of these minions in a job's rollout, beside those whose turn it was before: durable on
    /// return.
    ///
    /// Nothing where the job is not kept.
    func start(_ jid: JobID, on minions: [MinionNumber]) async throws

    /// Keeps which minions have said that they have jobs, for each in place of what was kept before, in one transaction:
    /// durable on return.
    ///
    /// Nothing for a job that is closed or not kept.
    func keepReceipts(_ receipts: [Receipts]) async throws

    /// Keeps calls that have ended already, each as a job with its outcome, all in one transaction: durable on return.
    ///
    /// Those that minions made of their own accord, and those of runners, which are jobs of the master's own. Where this
    /// throws, none of them is kept, and the same call may be made again.
    ///
    /// - Returns: for each, in order, whether it is kept now; false where one of that origin was kept before.
    /// - Throws: ``JobStoreError/duplicateJob`` where there is a job with one of their jids.
    func addCalls(_ calls: [EndedCall]) async throws -> [Bool]

    /// Keeps what became of jobs on minions, all in one transaction: durable on return.
    ///
    /// One outcome is kept for each (job, minion). A later one is taken only where the kept one's state can become the
    /// new one's (``JobState/canBecome(_:)``): a return overtakes a verdict that was given for want of one, and a
    /// repeat changes nothing. A job whose minions all have an outcome is closed in the same transaction. An outcome
    /// for a job that is not in the store, or for a minion that the job was not for, is not kept; nor is one whose
    /// state is not final.
    ///
    /// Where this throws, none of the outcomes is kept, and the same call may be made again.
    ///
    /// - Returns: for each outcome, in order, what was done with it.
    func commit(_ outcomes: [Outcome]) async throws -> [OutcomeVerdict]

    /// The jobs that still have minions without an outcome, oldest first, each with the outcomes it has.
    ///
    /// Each has the minions that have said that they have it, and where it is rolled out those whose turn has come. The
    /// outcomes come without their bodies: what is asked at a start is who has one, and the bodies of a week may not fit
    /// into memory. A job with a damaged row is left out.
    func openJobs() async throws -> [JobWithOutcomes]

    /// How many outcomes a job has, or nil where it is not kept; without reading them.
    func outcomeCount(of jid: JobID) async throws -> Int?

    /// A job with its outcomes (in the order of the minions' numbers), or nil where it is not kept.
    func job(_ jid: JobID) async throws -> JobWithOutcomes?

    /// The kept jobs that a query asks for, newest first, without their outcomes.
    ///
    /// A damaged job is left out.
    ///
    /// - Throws: ``JobStoreError/searchTooLong(looks:reached:)`` where too much would have to be looked at.
    func jobs(_ query: JobQuery) async throws -> [Job]

    /// Removes up to `limit` of the oldest jobs with a jid before a bound, with their outcomes.
    ///
    /// One that has many outcomes may end a call early, so that none takes long.
    ///
    /// - Parameters:
    ///   - bound: The first jid that stays.
    ///   - closedOnly: Whether jobs that still wait for a minion stay.
    ///   - limit: How many at the most.
    /// - Returns: how many were removed; none where none is left.
    /// - Throws: What keeps the store from writing.
    func removeJobs(before bound: JobID, closedOnly: Bool, limit: Int) async throws -> Int
}

extension JobStore {
    /// Removes up to `limit` of the oldest jobs with a jid before a bound, open ones too, with their outcomes.
    ///
    /// - Returns: how many were removed.
    /// - Throws: What the store throws.
    public func removeJobs(before bound: JobID, limit: Int) async throws -> Int {
        try await removeJobs(before: bound, closedOnly: false, limit: limit)
    }
}

/// A minion with the number it has for ever.
public struct RosterEntry: Sendable, Hashable {
    /// The minion's name.
    public var id: MinionID
    /// Its number.
    public var number: MinionNumber

    /// A minion with its number.
    public init(id: MinionID, number: MinionNumber) {
        self.id = id
        self.number = number
    }
}

/// What a minion told of its machine.
public struct StoredGrains: Sendable, Hashable {
    /// The minion.
    public var minion: MinionNumber
    /// The grains, as a MessagePack map; the store does not look into it.
    public var encoded: [UInt8]

    /// What a minion told.
    public init(minion: MinionNumber, encoded: [UInt8]) {
        self.minion = minion
        self.encoded = encoded
    }
}

/// A job with what became of it so far.
public struct JobWithOutcomes: Sendable, Hashable {
    /// The job.
    public var job: Job
    /// What became of it, at most one for each of its minions, in the order of their numbers.
    public var outcomes: [Outcome]
    /// The minions whose turn in a rollout has come, in the order of their numbers; told of open jobs alone.
    public var started: [MinionNumber]
    /// The minions that have said that they have it, in the order of their numbers; told of open jobs alone, and of some of
    /// them also where there is an outcome by now.
    public var received: [MinionNumber]

    /// A job with its outcomes.
    public init(
        job: Job,
        outcomes: [Outcome],
        started: [MinionNumber] = [],
        received: [MinionNumber] = []
    ) {
        self.job = job
        self.outcomes = outcomes
        self.started = started
        self.received = received
    }
}
