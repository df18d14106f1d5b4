internal import GRDB

extension Database {
    /// Does some work in one transaction, which is on the disk on return; nothing of it is kept where it throws.
    ///
    /// GRDB's own way compiles its statements anew each time, which a small transaction feels.
    func committing(_ work: () throws -> Void) throws {
        try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
        do {
            try work()
            try cachedStatement(sql: "COMMIT TRANSACTION").execute()
        } catch {
            // Where the disk is full SQLite has done so already, which GRDB looks for. The first error is the one that tells.
            try? rollback()
            throw error
        }
    }
}
