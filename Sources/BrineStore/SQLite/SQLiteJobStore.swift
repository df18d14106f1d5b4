public import BrineCore
internal import GRDB
internal import Synchronization

/// The embedded store: one SQLite file in WAL mode, one writer that syncs each commit, readers beside it.
///
/// Readers see the store as it was when they began and never wait for the writer. The file is for one master at a time.
public final class SQLiteJobStore: JobStore {
    /// How many outcomes one step of a removal takes: some ten milliseconds of the writer's time.
    static let removalStep = 5_000

    private let path: String
    private let pool: DatabasePool
    /// Locked by the writer alone, for as long as it works, so there is never anybody to wait for.
    private let ledgers: Mutex<LedgerCache>
    private let isClosed = Atomic(false)
    private let searchLimit: Int
    private let damaged: @Sendable (DamagedRows) -> Void

    /// Opens a store, and creates it (mode 0600, in a folder that must exist) where there is none.
    ///
    /// A store of an older schema is brought to the newest in one transaction.
    ///
    /// - Parameters:
    ///   - path: the database's file; its name with `-wal` and `-shm` appended is used as well.
    ///   - maximumSize: how large the file may become, in bytes; from there on what adds to it throws
    ///     ``JobStoreError/writeFailed(reason:)`` until jobs are removed. Nil for as large as the disk allows.
    ///   - isSynced: whether what is kept is on the disk on return. Without, a loss of power may take back the last seconds,
    ///     also what was acknowledged; the end of the process loses nothing.
    ///   - damaged: told, on any thread, of each list that left out what is damaged.
    /// - Throws: ``JobStoreError/newerSchema(path:found:newest:)`` or ``JobStoreError/unusable(path:reason:)``.
    public convenience init(
        path: String,
        maximumSize: Int64? = nil,
        isSynced: Bool = true,
        damaged: @escaping @Sendable (DamagedRows) -> Void = { _ in }
    ) throws(JobStoreError) {
        let file = DatabaseFile(path: path, maximumSize: maximumSize, isSynced: isSynced)
        try self.init(file, cache: LedgerCache(), damaged: damaged)
    }

    init(
        _ file: DatabaseFile,
        cache: LedgerCache,
        searchLimit: Int = SearchBudget.standard,
        damaged: @escaping @Sendable (DamagedRows) -> Void = { _ in }
    ) throws(JobStoreError) {
        self.searchLimit = searchLimit
        self.damaged = damaged
        path = file.path
        pool = try file.open()
        ledgers = Mutex(cache)
    }

    /// Ends the work with the file, after what is under way; every later call throws.
    ///
    /// A store that is not closed loses nothing.
    ///
    /// - Throws: ``JobStoreError/writeFailed(reason:)``.
    public func close() throws(JobStoreError) {
        do {
            // Once: on a closed connection this call of SQLite's has no ground under it.
            guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
            // GRDB leaves the log beside the file; without it the file alone is the whole store, to be copied or moved.
            _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw .writeFailed(reason: DatabaseFailure.reason(error))
        }
    }

    /// Every minion that ever got a number, in the order of the numbers.
    public func roster() async throws -> [RosterEntry] {
        try await read { db in try MinionTable.roster(db) }
    }

    /// The numbers of minions, in the order asked; takes the writer only where one of them is new.
    public func numbers(of ids: [MinionID]) async throws -> [MinionNumber] {
        let known = try await read { db in try MinionTable.numbers(of: ids, db) }.compactMap { $0 }
        guard known.count < ids.count else { return known }
        return try await write { db, _ in
            var numbers: [MinionNumber] = []
            try db.committing {
                numbers = try MinionTable.numbersGivingNew(to: ids, db)
            }
            return numbers
        }
    }

    /// What the minions last told of their machines, in the order of their numbers.
    public func grains() async throws -> [StoredGrains] {
        try await read { db in try GrainsTable.all(db) }
    }

    /// Keeps what minions told of their machines, in one transaction.
    public func keep(_ grains: [StoredGrains]) async throws {
        try await write { db, _ in
            try db.committing {
                try GrainsTable.put(grains, db)
            }
        }
    }

    /// Forgets what minions told of their machines, in one transaction.
    public func removeGrains(of minions: [MinionNumber]) async throws {
        try await write { db, _ in
            try db.committing {
                try GrainsTable.remove(minions, db)
            }
        }
    }

    /// The highest jid that was ever added, or nil in an empty store.
    public func lastJobID() async throws -> JobID? {
        try await read { db in try LastJobID.read(db) }
    }

    /// Keeps a new job, with the last jid raised in the same transaction.
    public func add(_ job: Job) async throws {
        try await write { db, cache in
            let minions = MinionSet(job.minions)
            try db.committing {
                try JobTable.insert(job, minions, db)
                try LastJobID.raise(to: job.jid, db)
            }
            cache.put(OutcomeLedger(minions), for: job.jid)
        }
    }

    /// Keeps whose turn has come in a job's rollout, in one transaction.
    ///
    /// Costs a row for each minion.
    public func start(_ jid: JobID, on minions: [MinionNumber]) async throws {
        try await write { db, _ in
            try db.inTransaction(.immediate) {
                try TurnTable.add(jid, minions, db)
                return .commit
            }
        }
    }

    /// Keeps who has said to have jobs, in one transaction.
    ///
    /// Costs a row for each job, as long as its minions are many.
    public func keepReceipts(_ receipts: [Receipts]) async throws {
        try await write { db, _ in
            try db.committing {
                for job in receipts { try ReceiptTable.put(job, db) }
            }
        }
    }

    /// Keeps calls that have ended with their outcomes, in one transaction.
    public func addCalls(_ calls: [EndedCall]) async throws -> [Bool] {
        try await write { db, _ in
            var verdicts: [Bool] = []
            try db.committing {
                for call in calls {
                    let isNew = try !JobTable.hasCall(call.origin, db)
                    verdicts.append(isNew)
                    guard isNew else { continue }
                    try JobTable.insert(call.job, MinionSet(call.job.minions), origin: call.origin, db)
                    try LastJobID.raise(to: call.job.jid, db)
                    try OutcomeWriter.insert(db).write(call.outcome)
                    try JobTable.close(call.job.jid, db)
                }
            }
            return verdicts
        }
    }

    /// Keeps outcomes in one transaction.
    ///
    /// A job whose ledger is in memory costs a row an outcome; another one's is read from its rows first. A job whose
    /// rows are damaged takes no outcomes: ``OutcomeVerdict/unknown``.
    public func commit(_ outcomes: [Outcome]) async throws -> [OutcomeVerdict] {
        try await write { db, cache in try OutcomeBatch.commit(outcomes, db, &cache) }
    }

    /// The open jobs with the outcomes they have, oldest first, as they were at one moment.
    ///
    /// A job with a damaged outcome is left out as one that is damaged itself.
    public func openJobs() async throws -> [JobWithOutcomes] {
        try await list { db, damaged in
            try JobTable.openJobs(db, &damaged) { job in
                JobWithOutcomes(
                    job: job,
                    outcomes: try OutcomeTable.outcomes(of: job.jid, withBodies: false, db),
                    started: job.rollout == nil ? [] : try TurnTable.minions(of: job.jid, db),
                    received: try ReceiptTable.minions(of: job.jid, db)
                )
            }
        }
    }

    /// How many outcomes a job has, or nil where it is not kept.
    public func outcomeCount(of jid: JobID) async throws -> Int? {
        try await read { db in
            guard try JobTable.isKept(jid, db) else { return nil }
            return try OutcomeTable.count(of: jid, db)
        }
    }

    /// A job with its outcomes as they were at one moment, or nil where it is not kept.
    public func job(_ jid: JobID) async throws -> JobWithOutcomes? {
        try await read { db in
            try JobTable.job(jid, db)
                .map { job in
                    JobWithOutcomes(job: job, outcomes: try OutcomeTable.outcomes(of: jid, db))
                }
        }
    }

    /// The kept jobs that a query asks for, newest first.
    ///
    /// Costs as many steps into an index as the rarest condition of the query has jobs between the page's first and its last,
    /// and one job read for each that is answered.
    public func jobs(_ query: JobQuery) async throws -> [Job] {
        try await list { [searchLimit] db, damaged in
            var search = try JobSearch(query, limit: searchLimit, db)
            return try search.run(&damaged)
        }
    }

    /// Removes the oldest jobs in one transaction; the writer is held for as long as that takes.
    ///
    /// Linear in the number of their outcomes: the job with which they come to ``removalStep`` is the last one. The room is
    /// used again, the file does not shrink.
    public func removeJobs(before bound: JobID, closedOnly: Bool, limit: Int) async throws -> Int {
        try await write { db, cache in
            var jobs = 0
            var outcomes = 0
            try db.committing {
                for jid in try JobTable.oldest(before: bound, closedOnly: closedOnly, limit: limit, db) {
                    _ = cache.take(jid)
                    outcomes += try JobTable.remove(jid, db)
                    jobs += 1
                    if outcomes >= Self.removalStep { break }
                }
            }
            return jobs
        }
    }

    /// Reads a list, and tells of what it left out.
    private func list<Element: Sendable>(
        _ work: @Sendable (Database, inout DamagedRows) throws -> [Element]
    ) async throws -> [Element] {
        let (elements, left) = try await read { db in
            var left = DamagedRows()
            return (try work(db, &left), left)
        }
        if left.count > 0 { damaged(left) }
        return elements
    }

    private func read<Answer: Sendable>(_ work: @Sendable (Database) throws -> Answer) async throws -> Answer {
        do {
            return try await pool.read(work)
        } catch {
            throw DatabaseFailure.translated(error, while: .reading, path: path)
        }
    }

    private func write<Answer: Sendable>(
        _ work: @Sendable (Database, inout LedgerCache) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await pool.writeWithoutTransaction { db in
                try ledgers.withLock { cache in try work(db, &cache) }
            }
        } catch {
            throw DatabaseFailure.translated(error, while: .writing, path: path)
        }
    }
}
