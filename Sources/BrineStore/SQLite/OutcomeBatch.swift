internal import BrineCore
internal import GRDB

/// One transaction's worth of outcomes on its way to the disk.
///
/// Each outcome is judged by its job's ledger, in memory; the rows are only written.
struct OutcomeBatch {
    private let db: Database
    private let insert: Statement
    private let replace: Statement
    /// The ledgers worked with; nil for a job that is not kept.
    private var ledgers: [JobID: OutcomeLedger?] = [:]

    /// Writes the first outcome of a minion for a job, inside a transaction of the caller's.
    static func insert(_ outcome: Outcome, _ db: Database) throws {
        let batch = try OutcomeBatch(db)
        try batch.write(outcome, with: batch.insert)
    }

    private init(_ db: Database) throws {
        self.db = db
        insert = try db.cachedStatement(
            sql: "INSERT INTO outcomes (state, at, body, jid, minion) VALUES (?, ?, ?, ?, ?)"
        )
        replace = try db.cachedStatement(
            sql: "UPDATE outcomes SET state = ?, at = ?, body = ? WHERE jid = ? AND minion = ?"
        )
    }

    /// Keeps outcomes in one transaction; synced on return.
    static func commit(_ outcomes: [Outcome], _ db: Database, _ cache: inout LedgerCache) throws -> [OutcomeVerdict] {
        guard !outcomes.isEmpty else { return [] }
        var batch = try OutcomeBatch(db)
        var verdicts: [OutcomeVerdict] = []
        verdicts.reserveCapacity(outcomes.count)
        try db.inTransaction(.immediate) {
            for outcome in outcomes {
                verdicts.append(try batch.keep(outcome, &cache))
            }
            return .commit
        }
        for case (let jid, let ledger?) in batch.ledgers {
            cache.put(ledger, for: jid)
        }
        return verdicts
    }

    private mutating func keep(_ outcome: Outcome, _ cache: inout LedgerCache) throws -> OutcomeVerdict {
        if ledgers[outcome.jid] == nil {
            ledgers[outcome.jid] = .some(try cache.take(outcome.jid) ?? stored(outcome.jid))
        }
        switch ledgers[outcome.jid]??.enter(outcome.state, for: outcome.minion) {
        case .insert:
            try write(outcome, with: insert)
            if ledgers[outcome.jid]??.missing == 0 { try JobTable.close(outcome.jid, db) }
            return .stored
        case .replace:
            try write(outcome, with: replace)
            return .stored
        case .leave:
            return .repeated
        case .refuse, nil:
            return .unknown
        }
    }

    /// The ledger that the rows give; nil where there is no such job, or its rows are damaged.
    ///
    /// A damaged job takes no outcomes, but it must not keep those of all other jobs from the disk.
    private func stored(_ jid: JobID) throws -> OutcomeLedger? {
        do {
            return try OutcomeTable.ledger(of: jid, db)
        } catch JobStoreError.damagedRow {
            return nil
        }
    }

    private func write(_ outcome: Outcome, with statement: Statement) throws {
        try statement.execute(arguments: [
            outcome.state.storedCode, outcome.at.microseconds, outcome.body.blob, outcome.jid.microseconds,
            Int64(outcome.minion.rawValue),
        ])
    }
}
