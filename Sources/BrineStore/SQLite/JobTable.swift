internal import BrineCore
internal import GRDB
internal import MessagePack

/// The rows of `jobs`.
enum JobTable {
    private static let columns =
        "jid, fun, arg, tgt, tgt_type, user, metadata, deliver_before, minions, time_limit, rollout, deliver_within"

    /// What lists the jobs in a range.
    static let rangeSQL = "SELECT \(columns) FROM jobs WHERE jid > ? AND jid < ? ORDER BY jid DESC"
    /// What reads a job.
    static let jobSQL = "SELECT \(columns) FROM jobs WHERE jid = ?"
    /// What lists the oldest jids before a bound: of all jobs, and of closed ones.
    static let oldestSQL = ["jid < ?", "jid < ? AND open = 0"]
        .map {
            "SELECT jid FROM jobs WHERE \($0) ORDER BY jid LIMIT ?"
        }
    /// What lists the open jobs.
    static let openSQL = "SELECT \(columns) FROM jobs WHERE open = 1 ORDER BY jid"

    /// Adds a job that is not there yet.
    ///
    /// - Throws: ``JobStoreError/duplicateJob`` where it is, or what SQLite throws.
    static func insert(_ job: Job, _ minions: MinionSet, origin: String? = nil, _ db: Database) throws {
        guard try openFlag(of: job.jid, db) == nil else { throw JobStoreError.duplicateJob(job.jid) }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO jobs (\(columns), open, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(arguments: [
            job.jid.microseconds, FunctionColumn.text(of: job.calls), job.calls.argumentValue.messagePack.blob,
            job.target.expressionValue.messagePack.blob, job.target.kind.rawValue, job.user,
            job.metadata == .null ? nil : job.metadata.messagePack.blob, job.deliverBefore.microseconds,
            minions.encoded.blob, job.timeLimit?.wholeMicroseconds, job.rollout?.value.messagePack.blob,
            job.deliverWithin?.wholeMicroseconds,
            minions.numbers.isEmpty ? 0 : 1, origin,
        ])
        try SearchTable.insert(SearchTerms(job), of: job.jid.microseconds, db)
    }

    /// Whether a call of an origin is kept.
    static func hasCall(_ origin: String, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM jobs WHERE origin = ?")
        return try Row.fetchOne(statement, arguments: [origin]) != nil
    }

    /// Marks a job as one whose minions all have an outcome.
    static func close(_ jid: JobID, _ db: Database) throws {
        try ReceiptTable.remove(jid, db)
        try db.cachedStatement(sql: "UPDATE jobs SET open = 0 WHERE jid = ?").execute(arguments: [jid.microseconds])
    }

    /// Removes a job with its outcomes; the number of those.
    static func remove(_ jid: JobID, _ db: Database) throws -> Int {
        try db.cachedStatement(sql: "DELETE FROM outcomes WHERE jid = ?").execute(arguments: [jid.microseconds])
        let outcomes = db.changesCount
        try db.cachedStatement(sql: "DELETE FROM jobs WHERE jid = ?").execute(arguments: [jid.microseconds])
        try SearchTable.remove(jid, db)
        try TurnTable.remove(jid, db)
        try ReceiptTable.remove(jid, db)
        return outcomes
    }

    /// A job, or nil where it is not kept.
    static func job(_ jid: JobID, _ db: Database) throws -> Job? {
        try row(jid.microseconds, db).map(job)
    }

    /// The rows of the jobs in a range, newest first, to be read by ``job(_:)``.
    static func rows(after: JobID?, before: JobID?, _ db: Database) throws -> RowCursor {
        let statement = try db.cachedStatement(sql: rangeSQL)
        let bounds = [after?.microseconds ?? .min, before?.microseconds ?? .max]
        return try Row.fetchCursor(statement, arguments: StatementArguments(bounds))
    }

    /// The row of a job, to be read by ``job(_:)``; nil where it is not kept.
    static func row(_ jid: Int64, _ db: Database) throws -> Row? {
        try Row.fetchOne(try db.cachedStatement(sql: jobSQL), arguments: [jid])
    }

    /// The open jobs, oldest first, each as some work completes it; what is damaged is left out and counted.
    static func openJobs<Element>(
        _ db: Database,
        _ damaged: inout DamagedRows,
        _ complete: (Job) throws -> Element
    ) throws -> [Element] {
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: openSQL))
        var elements: [Element] = []
        while let row = try rows.next() {
            if let element = try damaged.skipping({ try complete(job(row)) }) { elements.append(element) }
        }
        return elements
    }

    /// The oldest jids before a bound.
    static func oldest(before bound: JobID, closedOnly: Bool, limit: Int, _ db: Database) throws -> [JobID] {
        let statement = try db.cachedStatement(sql: oldestSQL[closedOnly ? 1 : 0])
        let rows = try Row.fetchCursor(statement, arguments: [bound.microseconds, max(0, limit)])
        var jids: [JobID] = []
        while let row = try rows.next() { jids.append(try jid(StoredRow(row: row, name: "a job"))) }
        return jids
    }

    /// The minions of a job, or nil where the job is not kept.
    static func minions(of jid: JobID, _ db: Database) throws -> MinionSet? {
        let statement = try db.cachedStatement(sql: "SELECT minions FROM jobs WHERE jid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [jid.microseconds]) else { return nil }
        return try minionSet(StoredRow(row: row, name: "the job \(jid)"), place: 0)
    }

    /// Whether a job is kept.
    static func isKept(_ jid: JobID, _ db: Database) throws -> Bool {
        try openFlag(of: jid, db) != nil
    }

    /// Whether a job is kept and still waits for a minion.
    static func isOpen(_ jid: JobID, _ db: Database) throws -> Bool {
        try openFlag(of: jid, db) == 1
    }

    private static func openFlag(of jid: JobID, _ db: Database) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT open FROM jobs WHERE jid = ?")
        return try Int64.fetchOne(statement, arguments: [jid.microseconds])
    }
}

extension JobTable {
    /// The job that a row holds.
    ///
    /// - Throws: ``JobStoreError/damagedRow(_:)``.
    static func job(_ row: Row) throws -> Job {
        let jid = try jid(StoredRow(row: row, name: "a job"))
        let stored = StoredRow(row: row, name: "the job \(jid)")
        return Job(
            jid: jid,
            calls: try calls(stored),
            target: try target(stored),
            user: try stored.text(5, "user"),
            metadata: try stored.optionalBytes(6, "metadata").map { try value($0, "metadata", stored) } ?? .null,
            minions: try minionSet(stored, place: 8).numbers,
            deliverBefore: Timestamp(microseconds: try stored.integer(7, "deliver_before")),
            deliverWithin: try stored.optionalInteger(11, "deliver_within").map { .microseconds($0) },
            timeLimit: try stored.optionalInteger(9, "time_limit").map { .microseconds($0) },
            rollout: try stored.optionalBytes(10, "rollout").map { try rollout($0, stored) }
        )
    }

    private static func jid(_ stored: StoredRow) throws(JobStoreError) -> JobID {
        let number = try stored.integer(0, "jid")
        guard let jid = JobID(microseconds: number) else { throw stored.damaged("jid", "\(number) is no jid") }
        return jid
    }

    private static func calls(_ stored: StoredRow) throws(JobStoreError) -> Calls {
        var functions: [FunctionName] = []
        for text in FunctionColumn.names(in: try stored.text(1, "fun")) {
            guard let function = FunctionName(ofJob: text) else {
                throw stored.damaged("fun", "'\(text)' is no function's name")
            }
            functions.append(function)
        }
        let arguments = try value(stored.bytes(2, "arg"), "arg", stored)
        guard let calls = Calls(functions, argumentValue: arguments) else {
            let expected = functions.count == 1 ? "a list" : "a list of \(functions.count) lists"
            throw stored.damaged("arg", "expected \(expected), found \(arguments.kindName)")
        }
        return calls
    }

    private static func target(_ stored: StoredRow) throws(JobStoreError) -> Target {
        let kind = try stored.text(4, "tgt_type")
        let expression = try value(stored.bytes(3, "tgt"), "tgt", stored)
        guard let target = Target.Kind(rawValue: kind).flatMap({ Target(kind: $0, expression: expression) }) else {
            throw stored.damaged("tgt", "\(expression.kindName) is no target of the type '\(kind)'")
        }
        return target
    }

    /// The set of minions in a row's column `minions`.
    static func minionSet(_ stored: StoredRow, place: Int) throws(JobStoreError) -> MinionSet {
        let bytes = try stored.bytes(place, "minions")
        do {
            return try MinionSet(encoded: bytes)
        } catch {
            throw stored.damaged("minions", error)
        }
    }

    private static func rollout(_ bytes: [UInt8], _ stored: StoredRow) throws(JobStoreError) -> Rollout {
        guard let rollout = Rollout(try value(bytes, "rollout", stored)) else {
            throw stored.damaged("rollout", "it is no rollout")
        }
        return rollout
    }

    private static func value(
        _ bytes: [UInt8],
        _ column: String,
        _ stored: StoredRow
    ) throws(JobStoreError) -> Value {
        do {
            return try Value(messagePack: bytes)
        } catch {
            throw stored.damaged(column, "\(error)")
        }
    }
}
