import BrineCore
import BrineTesting
import GRDB
import Synchronization
import Testing

@testable import BrineStore

@Suite struct `Every statement that a store runs` {
    /// Tables with a row for each job or more.
    private static let largeTables = ["jobs", "outcomes", "job_targets", "job_marks"]

    /// What stores run from when they are open on, in all that the conformance suite does with them.
    private static func statements() async throws -> Set<String> {
        let seen = Mutex<Set<String>>([])
        let folders = Mutex<[TemporaryFolder]>([])
        let suite = JobStoreConformance {
            let folder = try TemporaryFolder()
            folders.withLock { $0.append(folder) }
            let isOpen = Flag()
            let file = DatabaseFile(path: folder.store, maximumSize: nil) { db in
                db.trace { event in
                    guard case .statement(let statement) = event, isOpen.isSet else { return }
                    seen.withLock { _ = $0.insert(statement.sql) }
                }
            }
            // Without a cache, so that ledgers are read, too.
            let store = try SQLiteJobStore(file, cache: LedgerCache(capacity: 0))
            isOpen.set()
            return store
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for behaviour in JobStoreConformance.behaviours { group.addTask { try await suite.check(behaviour) } }
            try await group.waitForAll()
        }
        let words = ["SELECT", "INSERT", "UPDATE", "DELETE"]
        return seen.withLock { $0.filter { sql in words.contains { sql.hasPrefix($0) } } }
    }

    private final class Flag: Sendable {
        private let flag = Atomic(false)

        var isSet: Bool { flag.load(ordering: .relaxed) }

        func set() { flag.store(true, ordering: .relaxed) }
    }

    @Test func `finds its rows by an index: none walks a table of jobs, and none sorts`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        for number: Int64 in 1...3 { try await store.add(try job(number)) }
        try store.close()
        let queue = try DatabaseQueue(path: folder.store)
        let statements = try await Self.statements()
        // As many as there are now, to be sure that they are seen; those that are gone may be subtracted.
        #expect(statements.count >= 30, "\(statements.count) statements")
        for sql in statements {
            let arguments = StatementArguments(Array(repeating: 0, count: sql.count { $0 == "?" }))
            let steps = try await queue.read { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
                    .map { $0["detail"] as String }
            }
            for step in steps {
                let words = step.split(separator: " ").map(String.init)
                let isLarge = Self.largeTables.contains { words.contains($0) }
                let isOpenList = step == "SCAN jobs USING INDEX open_jobs"
                #expect(!isLarge || words.first == "SEARCH" || isOpenList, "\(sql): \(step)")
                #expect(words.first != "USE", "\(sql): \(step)")
            }
        }
    }
}
