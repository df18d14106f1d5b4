import BrineCore
import BrineTesting
import GRDB
import Synchronization
import Testing

@testable import BrineStore

@Suite(.timeLimit(.minutes(5))) struct `Reading a store while it is written to` {
    @Test func `never waits for the writer, and shows what was committed last`() async throws {
        let folder = try TemporaryFolder()
        let begins = Mutex(0)
        // Half a minute of patience: whoever waited behind the writer would have the commit fail.
        let file = DatabaseFile(path: folder.store, maximumSize: nil, patience: 30) { db in
            db.trace { event in
                if case .statement(let statement) = event, statement.sql.hasPrefix("BEGIN IMMEDIATE") {
                    begins.withLock { $0 += 1 }
                }
            }
        }
        let store = try SQLiteJobStore(file, cache: LedgerCache())
        let ids = ["a", "b", "c"].compactMap { MinionID($0) }
        _ = try await store.numbers(of: ids)
        for number: Int64 in 1...3 { try await store.add(try job(number)) }
        _ = try await store.commit(outcomes(1, 1...2))
        let openJobs = try await store.openJobs()

        // A transaction that has written and does not end.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let writer = try DatabaseQueue(path: folder.store, configuration: configuration)
        try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            try db.execute(sql: "DELETE FROM outcomes")
            try db.execute(sql: "UPDATE jobs SET user = 'nobody', open = 0")
            try db.execute(sql: "INSERT INTO minions (number, id) VALUES (4, 'd')")
        }
        // The store's own writer waits for it.
        let earlier = begins.withLock { $0 }
        async let commit = store.commit(outcomes(1, 3...3))
        try await until("the writer's begin") { begins.withLock { $0 } > earlier }

        #expect(try await store.jobs(JobQuery()).map(\.jid) == [3, 2, 1].map(jid))
        #expect(try await store.jobs(JobQuery(functions: ["test.*"], user: "root")).count == 3)
        #expect(try await store.job(jid(1))?.outcomes == outcomes(1, 1...2))
        #expect(try await store.outcomeCount(of: jid(1)) == 2)
        #expect(try await store.openJobs() == openJobs)
        #expect(try await store.roster().map(\.id) == ids)
        #expect(try await store.numbers(of: ids).map(\.rawValue) == [1, 2, 3])
        #expect(try await store.lastJobID() == jid(3))
        #expect(try await store.grains() == [])

        try await writer.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try await commit == [.stored])
        #expect(try await store.job(jid(1))?.outcomes == outcomes(1, 1...3))
    }

    @Test func `sees each batch whole or not at all`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1, minions: 1...2_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for batch in 0..<40 {
                    _ = try await store.commit(outcomes(1, (batch * 50 + 1)...(batch * 50 + 50)))
                }
            }
            group.addTask {
                var count = 0
                while count < 2_000 {
                    let now = try await store.outcomeCount(of: jid(1)) ?? 0
                    #expect(now % 50 == 0 && now >= count)
                    count = now
                }
            }
            try await group.waitForAll()
        }
    }
}
