internal import BrineCore
internal import GRDB

/// The highest jid that was ever added, kept apart from the jobs so that it outlives them.
enum LastJobID {
    /// The jid, or nil where there never was one.
    static func read(_ db: Database) throws -> JobID? {
        let statement = try db.cachedStatement(sql: "SELECT value FROM meta WHERE key = 'last_jid'")
        guard let number = try Int64.fetchOne(statement) else { return nil }
        guard let jid = JobID(microseconds: number) else {
            throw JobStoreError.damagedRow("last_jid: \(number) is no jid")
        }
        return jid
    }

    /// Raises it to a jid where it is lower.
    static func raise(to jid: JobID, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO meta (key, value) VALUES ('last_jid', ?)
                ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)
                """
        )
        try statement.execute(arguments: [jid.microseconds])
    }
}
