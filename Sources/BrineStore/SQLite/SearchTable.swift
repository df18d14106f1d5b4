internal import BrineCore
internal import GRDB
internal import MessagePack

/// The rows of `job_targets` and `job_marks`: what jobs are found by that is no column of theirs.
enum SearchTable {
    /// Adds the terms of a job that is not there yet.
    static func insert(_ terms: SearchTerms, of jid: Int64, _ db: Database) throws {
        let target = try db.cachedStatement(sql: "INSERT INTO job_targets (word, jid) VALUES (?, ?)")
        for word in terms.targets { try target.execute(arguments: [word, jid]) }
        let mark = try db.cachedStatement(sql: "INSERT OR IGNORE INTO job_marks (mark, jid) VALUES (?, ?)")
        for entry in terms.marks { try mark.execute(arguments: [SearchTerms.number(of: entry), jid]) }
    }

    /// Removes the terms of a job.
    static func remove(_ jid: JobID, _ db: Database) throws {
        for table in ["job_targets", "job_marks"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE jid = ?").execute(arguments: [jid.microseconds])
        }
    }

    /// Whether the tables are there: they came with a later step.
    static func exists(_ db: Database) throws -> Bool {
        try db.tableExists("job_targets")
    }

    /// Adds the terms of every job, to empty tables.
    ///
    /// What cannot be read of a damaged job is passed over.
    static func fill(_ db: Database) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT jid, tgt, metadata, tgt_type FROM jobs")
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: "a job")
            guard let jid = try? stored.integer(0, "jid") else { continue }
            let target = (try? stored.bytes(1, "tgt")).flatMap { try? Value(messagePack: $0) }
            let metadata = (try? stored.optionalBytes(2, "metadata")).flatMap { try? Value(messagePack: $0) }
            let kind = (try? stored.text(3, "tgt_type")) ?? ""
            try insert(SearchTerms(target: target ?? .null, kind: kind, metadata: metadata ?? .null), of: jid, db)
        }
    }
}
