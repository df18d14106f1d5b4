internal import BrineCore
internal import GRDB

/// The rows of `turns`: which minions' turn has come in jobs that are rolled out.
enum TurnTable {
    /// Adds the turns of minions in a job; those that are there stay, and a job that is not kept has none.
    ///
    /// Costs a row for each minion.
    static func add(_ jid: JobID, _ minions: [MinionNumber], _ db: Database) throws {
        guard try JobTable.isKept(jid, db) else { return }
        let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO turns (jid, minion) VALUES (?, ?)")
        for minion in minions { try statement.execute(arguments: [jid.microseconds, minion.rawValue]) }
    }

    /// The minions whose turn has come in a job, in the order of their numbers.
    static func minions(of jid: JobID, _ db: Database) throws -> [MinionNumber] {
        let statement = try db.cachedStatement(sql: "SELECT minion FROM turns WHERE jid = ? ORDER BY minion")
        let rows = try Row.fetchCursor(statement, arguments: [jid.microseconds])
        var minions: [MinionNumber] = []
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: "a turn in the job \(jid)")
            let number = try stored.integer(0, "minion")
            guard let minion = MinionNumber(number) else {
                throw stored.damaged("minion", "\(number) is no minion's number")
            }
            minions.append(minion)
        }
        return minions
    }

    /// Removes the turns of a job.
    static func remove(_ jid: JobID, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM turns WHERE jid = ?").execute(arguments: [jid.microseconds])
    }
}
