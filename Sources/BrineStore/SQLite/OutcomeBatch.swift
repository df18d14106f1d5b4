internal import BrineCore
internal import GRDB

/// One transaction's worth of outcomes on its way to the disk.
///
/// Each outcome is judged by its job's ledger, in memory; the rows are only written.
struct OutcomeBatch {
    private let db: Database
    private let insert: OutcomeWriter
    private let replace: OutcomeWriter
    /// The job that the last outcome was for, and its ledger; nil for a job that is not kept.
    private var current: JobID?
    private var ledger: OutcomeLedger?
    /// The ledgers of the other jobs that were worked with.
    private var ledgers: [JobID: OutcomeLedger?] = [:]

    private init(_ db: Database) throws {
        self.db = db
        insert = try .insert(db)
        replace = try .replace(db)
    }

    /// Keeps outcomes in one transaction; synced on return.
    static func commit(_ outcomes: [Outcome], _ db: Database, _ cache: inout LedgerCache) throws -> [OutcomeVerdict] {
        guard !outcomes.isEmpty else { return [] }
        var batch = try OutcomeBatch(db)
        var verdicts: [OutcomeVerdict] = []
        verdicts.reserveCapacity(outcomes.count)
        try db.committing {
            for outcome in outcomes {
                verdicts.append(try batch.keep(outcome, &cache))
            }
        }
        batch.layAside()
        for case (let jid, let ledger?) in batch.ledgers {
            cache.put(ledger, for: jid)
        }
        return verdicts
    }

    private mutating func keep(_ outcome: Outcome, _ cache: inout LedgerCache) throws -> OutcomeVerdict {
        if outcome.jid != current {
            layAside()
            ledger = try ledgers.removeValue(forKey: outcome.jid) ?? cache.take(outcome.jid) ?? stored(outcome.jid)
            current = outcome.jid
        }
        switch ledger?.enter(outcome.state, for: outcome.minion, hasReturn: !outcome.body.isEmpty) {
        case .insert:
            try insert.write(outcome)
            if ledger?.missing == 0 { try JobTable.close(outcome.jid, db) }
            return .stored
        case .replace:
            try replace.write(outcome)
            return .stored
        case .leave:
            return .repeated
        case .refuse, nil:
            return .unknown
        }
    }

    /// Puts the ledger at hand to the others: outcomes of one job often come one after the other.
    private mutating func layAside() {
        guard let current else { return }
        ledgers[current] = .some(ledger)
        ledger = nil
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
}
