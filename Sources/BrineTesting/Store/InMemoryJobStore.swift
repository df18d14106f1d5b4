public import BrineCore
public import BrineStore

/// A store for tests of what stands on top of one: plain dictionaries, gone with the process.
public actor InMemoryJobStore: JobStore {
    private struct Kept {
        var job: Job
        var outcomes: [MinionNumber: Outcome] = [:]
        var started: Set<MinionNumber> = []
        var received: [MinionNumber] = []

        var isOpen: Bool { outcomes.count < job.minions.count }

        var withOutcomes: JobWithOutcomes {
            JobWithOutcomes(job: job, outcomes: job.minions.compactMap { outcomes[$0] })
        }
    }

    private var ids: [MinionID] = []
    private var numbers: [MinionID: MinionNumber] = [:]
    private var kept: [JobID: Kept] = [:]
    private var last: JobID?
    private var origins: Set<String> = []
    private var grainsByMinion: [MinionNumber: [UInt8]] = [:]

    /// An empty store.
    public init() {}

    /// Every minion that ever got a number, in the order of the numbers.
    public func roster() -> [RosterEntry] {
        ids.compactMap { id in numbers[id].map { RosterEntry(id: id, number: $0) } }
    }

    /// The numbers of minions, in the order asked; new ones get the next free numbers.
    public func numbers(of ids: [MinionID]) throws -> [MinionNumber] {
        let new = Set(ids.filter { numbers[$0] == nil })
        guard self.ids.count + new.count <= Int(MinionNumber.maximum) else { throw JobStoreError.outOfNumbers }
        for id in ids where numbers[id] == nil {
            self.ids.append(id)
            numbers[id] = MinionNumber(self.ids.count)
        }
        return ids.compactMap { numbers[$0] }
    }

    /// What the minions last told of their machines, in the order of their numbers.
    public func grains() -> [StoredGrains] {
        grainsByMinion.map { StoredGrains(minion: $0, encoded: $1) }.sorted { $0.minion < $1.minion }
    }

    /// Keeps what minions told of their machines.
    public func keep(_ grains: [StoredGrains]) {
        for told in grains { grainsByMinion[told.minion] = told.encoded }
    }

    /// Forgets what minions told of their machines.
    public func removeGrains(of minions: [MinionNumber]) {
        for minion in minions { grainsByMinion[minion] = nil }
    }

    /// The highest jid that was ever added, or nil in an empty store.
    public func lastJobID() -> JobID? {
        last
    }

    /// Keeps a new job.
    public func add(_ job: Job) throws {
        guard kept[job.jid] == nil else { throw JobStoreError.duplicateJob(job.jid) }
        var job = job
        job.minions = Set(job.minions).sorted()
        kept[job.jid] = Kept(job: job)
        last = max(last ?? job.jid, job.jid)
    }

    /// Keeps whose turn has come in a job's rollout.
    public func start(_ jid: JobID, on minions: [MinionNumber]) {
        kept[jid]?.started.formUnion(minions)
    }

    /// Keeps which minions have said that they have jobs.
    public func keepReceipts(_ receipts: [Receipts]) {
        for job in receipts where kept[job.jid]?.isOpen == true { kept[job.jid]?.received = job.minions.sorted() }
    }

    /// Keeps calls that have ended with their outcomes, all or none.
    public func addCalls(_ calls: [EndedCall]) throws -> [Bool] {
        let before = (kept: kept, last: last, origins: origins)
        do {
            return try calls.map { call in
                guard origins.insert(call.origin).inserted else { return false }
                try add(call.job)
                _ = commit([call.outcome])
                return true
            }
        } catch {
            (kept, last, origins) = before
            throw error
        }
    }

    /// Keeps outcomes.
    ///
    /// Linear in the number of a job's minions for each.
    public func commit(_ outcomes: [Outcome]) -> [OutcomeVerdict] {
        outcomes.map { outcome in
            guard outcome.state.isFinal, let entry = kept[outcome.jid], entry.job.minions.contains(outcome.minion)
            else {
                return .unknown
            }
            if let standing = entry.outcomes[outcome.minion], !standing.state.canBecome(outcome.state) {
                return .repeated
            }
            kept[outcome.jid]?.outcomes[outcome.minion] = outcome
            return .stored
        }
    }

    /// The jobs with minions that have no outcome, oldest first.
    public func openJobs() -> [JobWithOutcomes] {
        kept.values.filter(\.isOpen)
            .map { entry in
                var bare = entry.withOutcomes
                bare.started = entry.started.sorted()
                bare.received = entry.received
                for index in bare.outcomes.indices { bare.outcomes[index].body = [] }
                return bare
            }
            .sorted { $0.job.jid < $1.job.jid }
    }

    /// How many outcomes a job has, or nil where it is not kept.
    public func outcomeCount(of jid: JobID) -> Int? {
        kept[jid]?.outcomes.count
    }

    /// A job with its outcomes, or nil where it is not kept.
    public func job(_ jid: JobID) -> JobWithOutcomes? {
        kept[jid]?.withOutcomes
    }

    /// The kept jobs that a query asks for, newest first.
    public func jobs(_ query: JobQuery) -> [Job] {
        let filter = JobFilter(query)
        let all = kept.values.map(\.job).filter { filter.takes($0) }.sorted { $0.jid > $1.jid }
        return Array(all.prefix(max(0, query.limit ?? all.count)))
    }

    /// Removes the oldest jobs before a bound, with their outcomes.
    public func removeJobs(before bound: JobID, closedOnly: Bool, limit: Int) -> Int {
        let old = kept.filter { $0.key < bound && !(closedOnly && $0.value.isOpen) }
        let oldest = old.keys.sorted().prefix(max(0, limit))
        for jid in oldest { kept[jid] = nil }
        return oldest.count
    }
}
