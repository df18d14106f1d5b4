internal import BrineCore
internal import GRDB
internal import GRDBSQLite

/// Writes rows of outcomes by a statement, through SQLite's own functions.
///
/// GRDB takes a row's values as an array of boxes, and a blob as Foundation's `Data`: that costs as much again as SQLite takes
/// for the row (`Benchmarks/store` measures it). Here a return's bytes go from their array into the page.
struct OutcomeWriter {
    /// GRDB's: it compiles the statement and finalises it with the connection.
    private let statement: Statement

    /// Adds an outcome.
    static func insert(_ db: Database) throws -> Self {
        try Self(
            statement: db.cachedStatement(
                sql: "INSERT INTO outcomes (state, at, body, jid, minion) VALUES (?, ?, ?, ?, ?)"
            )
        )
    }

    /// Puts an outcome in the place of the minion's earlier one.
    static func replace(_ db: Database) throws -> Self {
        try Self(
            statement: db.cachedStatement(
                sql: "UPDATE outcomes SET state = ?, at = ?, body = ? WHERE jid = ? AND minion = ?"
            )
        )
    }

    /// Writes the row of an outcome.
    ///
    /// - Throws: `DatabaseError`.
    func write(_ outcome: Outcome) throws {
        let handle = statement.sqliteStatement
        let code = outcome.body.withUnsafeBytes { body in
            // What cannot be bound stays NULL, which no column takes: the step says so.
            if let state = outcome.state.storedCode { sqlite3_bind_int64(handle, 1, state) }
            sqlite3_bind_int64(handle, 2, outcome.at.microseconds)
            if body.isEmpty {
                // An array without elements may have no address, and no address is NULL.
                sqlite3_bind_zeroblob(handle, 3, 0)
            } else {
                sqlite3_bind_blob64(handle, 3, body.baseAddress, UInt64(body.count), nil)
            }
            sqlite3_bind_int64(handle, 4, outcome.jid.microseconds)
            sqlite3_bind_int64(handle, 5, Int64(outcome.minion.rawValue))
            return sqlite3_step(handle)
        }
        let message = code == SQLITE_DONE ? nil : sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
        sqlite3_reset(handle)
        // The statement must not know the address of bytes that are gone.
        sqlite3_clear_bindings(handle)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
    }
}
