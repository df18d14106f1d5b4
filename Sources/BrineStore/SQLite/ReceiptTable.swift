internal import BrineCore
internal import GRDB

/// The rows of `receipts`: which minions of an open job have said that they have it.
enum ReceiptTable {
    /// Puts a job's receipts in place of those before; a job that is closed or not kept has none.
    static func put(_ receipts: Receipts, _ db: Database) throws {
        guard try JobTable.isOpen(receipts.jid, db) else { return }
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO receipts (jid, minions) VALUES (?, ?)")
        try statement.execute(arguments: [receipts.jid.microseconds, MinionSet(receipts.minions).encoded.blob])
    }

    /// The minions that have said that they have a job, in the order of their numbers.
    ///
    /// None where the row is damaged: the job is delivered to them again then, which does no harm.
    static func minions(of jid: JobID, _ db: Database) throws -> [MinionNumber] {
        let statement = try db.cachedStatement(sql: "SELECT minions FROM receipts WHERE jid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [jid.microseconds]) else { return [] }
        do {
            return try JobTable.minionSet(StoredRow(row: row, name: "the receipts of the job \(jid)"), place: 0).numbers
        } catch JobStoreError.damagedRow {
            return []
        }
    }

    /// Removes the receipts of a job.
    static func remove(_ jid: JobID, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM receipts WHERE jid = ?").execute(arguments: [jid.microseconds])
    }
}
