import BrineCore
import GRDB
import MessagePack
import Testing

@testable import BrineStore

@Suite struct `Searching a store` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func plan(_ sql: String, _ db: Database) throws -> [String] {
        let count = sql.count { $0 == "?" }
        let arguments = StatementArguments(Array(repeating: 0, count: count))
        return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map { $0["detail"] }
    }

    /// Everything that lists or counts jobs or outcomes.
    private static let statements =
        SearchIndex.allCases.flatMap { [$0.newestSQL, $0.wordSQL(from: ">"), $0.wordSQL(from: ">=")] }
        + [JobTable.rangeSQL, JobTable.jobSQL, JobTable.openSQL] + JobTable.oldestSQL + OutcomeTable.statements

    @Test(arguments: statements)
    func `walks an index, reads no table from end to end and sorts nothing`(sql: String) async throws {
        let store = try SQLiteJobStore(path: folder.store)
        for number: Int64 in 1...3 { try await store.add(try job(number)) }
        try store.close()
        let queue = try DatabaseQueue(path: folder.store)
        let steps = try await queue.read { try Self.plan(sql, $0) }
        #expect(!steps.isEmpty)
        for step in steps {
            let isOpenList = sql == JobTable.openSQL && step == "SCAN jobs USING INDEX open_jobs"
            #expect(step.hasPrefix("SEARCH") || isOpenList, "\(sql): \(step)")
        }
    }

    @Test func `says so where too much would have to be looked at, and how far it came`() async throws {
        let file = DatabaseFile(path: folder.store, maximumSize: nil)
        let store = try SQLiteJobStore(file, cache: LedgerCache(), searchLimit: 50)
        for number: Int64 in 1...200 {
            var job = try job(number, function: number % 2 == 0 ? "test.ping" : "test.echo")
            if number % 2 == 0 { job.user = "eva" }
            try await store.add(job)
        }
        // Half of the jobs fit one condition, the other half the other.
        let query = JobQuery(functions: ["test.ping"], user: "root")
        let error = await #expect(throws: JobStoreError.self) { try await store.jobs(query) }
        guard case .searchTooLong(50, let reached) = error else {
            Issue.record("expected the search to be too long, found \(String(describing: error))")
            return
        }
        #expect((jid(100)...jid(180)).contains(reached))
        // The same in a narrower range is answered.
        #expect(try await store.jobs(JobQuery(functions: ["test.ping"], user: "root", after: jid(180))) == [])
        #expect(try await store.jobs(JobQuery(functions: ["test.ping"], limit: 20)).count == 20)
        // No index says which jobs are of another function: each that is passed over is a look.
        #expect(try await store.jobs(JobQuery(withoutFunction: FunctionName("test.ping"), limit: 20)).count == 20)
        await #expect(throws: JobStoreError.self) {
            try await store.jobs(JobQuery(withoutFunction: FunctionName("test.ping")))
        }
    }

    @Test func `finds the jobs of a store that was written before there were searches`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        var marked = try job(1, function: "cmd.run")
        marked.target = .list(["web1", "db1"].compactMap { MinionID($0) })
        marked.metadata = ["ticket": "T1"]
        try await store.add(marked)
        try await store.add(try job(2))
        try store.close()
        let queue = try DatabaseQueue(path: folder.store)
        try await queue.write { db in
            try db.execute(
                sql: """
                    DROP TABLE job_targets; DROP TABLE job_marks;
                    DROP INDEX jobs_by_function; DROP INDEX jobs_by_user;
                    ALTER TABLE jobs DROP COLUMN rollout; DROP TABLE turns; DROP TABLE receipts;
                    ALTER TABLE jobs DROP COLUMN deliver_within;
                    PRAGMA user_version = 3;
                    """
            )
        }
        try queue.close()
        let reopened = try SQLiteJobStore(path: folder.store)
        let queries = [
            JobQuery(functions: ["cmd.*"]), JobQuery(targets: ["db1"]), JobQuery(metadata: ["ticket": "T1"]),
        ]
        for query in queries { #expect(try await reopened.jobs(query).map(\.jid) == [jid(1)]) }
        #expect(try await reopened.jobs(JobQuery(user: "root")).count == 2)
        // Opened once more, nothing is added twice.
        try reopened.close()
        let again = try SQLiteJobStore(path: folder.store)
        #expect(try await again.jobs(JobQuery(targets: ["db1"])).map(\.jid) == [jid(1)])
    }

    @Test func `finds the first hundred keys of metadata`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        var marked = try job(1)
        marked.metadata = .map(ValueMap((0..<150).map { (.string("k\($0)"), .int(Int64($0))) }))
        try await store.add(marked)
        #expect(try await store.jobs(JobQuery(metadata: ["k99": 99])).count == 1)
        #expect(try await store.jobs(JobQuery(metadata: ["k100": 100])) == [])
    }

    @Test func `the numbers of marks are these for ever`() {
        #expect(SearchTerms.number(of: ValueMap.Entry(key: "ticket", value: "T1")) == 3_450_417_478_731_367_122)
        #expect(SearchTerms.number(of: ValueMap.Entry(key: "", value: .null)) == 682_304_172_757_833_997)
    }
}
