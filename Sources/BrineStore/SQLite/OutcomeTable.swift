internal import BrineCore
internal import GRDB

/// The rows of `outcomes`.
enum OutcomeTable {
    /// What reads the outcomes of a job, with and without their bodies; what counts them; what reads their states.
    static let statements = [listSQL("body"), listSQL("x'' AS body"), countSQL, ledgerSQL]

    private static func listSQL(_ body: String) -> String {
        "SELECT minion, state, at, \(body) FROM outcomes WHERE jid = ? ORDER BY minion"
    }
    private static let countSQL = "SELECT count(*) FROM outcomes WHERE jid = ?"
    private static let ledgerSQL = "SELECT minion, state, length(body) FROM outcomes WHERE jid = ? ORDER BY minion"

    /// The outcomes of a job, in the order of the minions' numbers.
    ///
    /// Without their bodies where those are not asked for: each is empty then, and is not read from the disk.
    static func outcomes(of jid: JobID, withBodies: Bool = true, _ db: Database) throws -> [Outcome] {
        let statement = try db.cachedStatement(sql: statements[withBodies ? 0 : 1])
        let rows = try Row.fetchCursor(statement, arguments: [jid.microseconds])
        let name = "an outcome of the job \(jid)"
        var outcomes: [Outcome] = []
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: name)
            outcomes.append(
                Outcome(
                    jid: jid,
                    minion: try minion(stored),
                    state: try state(stored),
                    at: Timestamp(microseconds: try stored.integer(2, "at")),
                    body: try stored.bytes(3, "body")
                )
            )
        }
        return outcomes
    }

    /// How many outcomes a job has.
    static func count(of jid: JobID, _ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: countSQL)
        return try Int.fetchOne(statement, arguments: [jid.microseconds]) ?? 0
    }

    /// A job's ledger as the rows give it, or nil where the job is not kept.
    static func ledger(of jid: JobID, _ db: Database) throws -> OutcomeLedger? {
        guard let minions = try JobTable.minions(of: jid, db) else { return nil }
        var ledger = OutcomeLedger(minions)
        let statement = try db.cachedStatement(sql: ledgerSQL)
        let rows = try Row.fetchCursor(statement, arguments: [jid.microseconds])
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: "an outcome of the job \(jid)")
            let hasReturn = try stored.integer(2, "body") > 0
            guard ledger.enter(try state(stored), for: try minion(stored), hasReturn: hasReturn) == .insert else {
                throw stored.damaged("minion", "the job was not for it")
            }
        }
        return ledger
    }

    private static func minion(_ stored: StoredRow) throws(JobStoreError) -> MinionNumber {
        let number = try stored.integer(0, "minion")
        guard let minion = MinionNumber(number) else {
            throw stored.damaged("minion", "\(number) is no minion's number")
        }
        return minion
    }

    private static func state(_ stored: StoredRow) throws(JobStoreError) -> JobState {
        let code = try stored.integer(1, "state")
        guard let state = JobState(storedCode: code) else { throw stored.damaged("state", "\(code) is no state") }
        return state
    }
}
