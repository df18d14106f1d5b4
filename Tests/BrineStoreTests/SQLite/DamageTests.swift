import BrineCore
import BrineStore
import Foundation
import GRDB
import MessagePack
import Synchronization
import Testing

@testable import BrineStore

@Suite struct `A damaged store` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func makeStore(_ jobs: [Job], _ outcomes: [Outcome] = []) async throws {
        let store = try SQLiteJobStore(path: folder.store)
        for job in jobs { try await store.add(job) }
        _ = try await store.commit(outcomes)
        try store.close()
    }

    private func errorOfJob(_ number: Int64) async throws -> JobStoreError? {
        let store = try SQLiteJobStore(path: folder.store)
        do {
            _ = try await store.job(jid(number))
            return nil
        } catch {
            return error as? JobStoreError
        }
    }

    @Test func `says which row and column are damaged, and serves the others`() async throws {
        try await makeStore([try job(1), try job(2, function: "test.damage_me"), try job(3)])
        try folder.damageStore(Array("test.damage_me".utf8), with: Array("test damage_me".utf8))
        let error = JobStoreError.damagedRow("fun of the job \(jid(2)): 'test damage_me' is no function's name")
        #expect(try await errorOfJob(2) == error)
        #expect(try await errorOfJob(1) == nil)
        let store = try SQLiteJobStore(path: folder.store)
        #expect(try await store.removeJobs(before: jid(3), limit: 9) == 2)
        #expect(try await store.openJobs().map(\.job.jid) == [jid(3)])
    }

    @Test func `leaves what is damaged out of its lists, and tells how much that is`() async throws {
        let names = ["test.ping", "test.damage_me", "test.ping", "test.damage_me", "test.ping"]
        try await makeStore(try names.enumerated().map { try job(Int64($0 + 1), function: $1) })
        try folder.damageStore(Array("test.damage_me".utf8), with: Array("test damage_me".utf8))
        let told = Mutex<[DamagedRows]>([])
        let store = try SQLiteJobStore(path: folder.store) { rows in told.withLock { $0.append(rows) } }
        #expect(try await store.jobs(JobQuery()).map(\.jid) == [5, 3, 1].map(jid))
        // What is left out takes no place in a page.
        #expect(try await store.jobs(JobQuery(before: jid(5), limit: 2)).map(\.jid) == [3, 1].map(jid))
        #expect(try await store.jobs(JobQuery(user: "root")).map(\.jid) == [5, 3, 1].map(jid))
        #expect(try await store.openJobs().map(\.job.jid) == [1, 3, 5].map(jid))
        let reports = told.withLock { $0 }
        #expect(reports.map(\.count) == [2, 2, 2, 2])
        let first = "fun of the job \(jid(4)): 'test damage_me' is no function's name"
        #expect(reports.first?.first == .damagedRow(first))
        #expect(try await store.jobs(JobQuery(functions: ["test.ping"])).count == 3)
        #expect(told.withLock { $0.count } == 4)
    }

    @Test func `leaves an open job with a damaged outcome out, and brings up the others`() async throws {
        try await makeStore([try job(1), try job(2)], outcomes(1, 1...1))
        let raw = try DatabaseQueue(path: folder.store)
        try await raw.write { try $0.execute(sql: "UPDATE outcomes SET state = 99") }
        try raw.close()
        let store = try SQLiteJobStore(path: folder.store)
        #expect(try await store.openJobs().map(\.job.jid) == [jid(2)])
    }

    @Test func `says where arguments are no MessagePack`() async throws {
        var damaged = try job(1)
        damaged.calls = Calls(damaged.calls.all[0].function, CallArguments(["damage me here"]))
        try await makeStore([damaged])
        // A text of 30 bytes where there are 14.
        let text = Array("damage me here".utf8)
        try folder.damageStore([0xAE] + text, with: [0xBE] + text)
        guard case .damagedRow(let text) = try await errorOfJob(1) else {
            Issue.record("the damage was not found")
            return
        }
        #expect(text.hasPrefix("arg of the job \(jid(1)): "))
    }

    @Test(
        arguments: [
            ("fun = ',test.ping,'", "fun of the job \(jid(1)): '' is no function's name"),
            ("fun = 'test.ping,cmd.run'", "fun of the job \(jid(1)): 'test.ping,cmd.run' is no function's name"),
            ("fun = ',test.ping,cmd.run'", "arg of the job \(jid(1)): expected a list of 2 lists, found a list"),
        ]
    )
    func `says where several functions are not what they should be`(change: String, expected: String) async throws {
        try await makeStore([try job(1)])
        let raw = try DatabaseQueue(path: folder.store)
        try await raw.write { try $0.execute(sql: "UPDATE jobs SET \(change)") }
        try raw.close()
        guard case .damagedRow(let text) = try await errorOfJob(1) else {
            Issue.record("the damage was not found")
            return
        }
        #expect(text == expected)
    }

    @Test func `keeps what belongs to other jobs when one job's minions cannot be read`() async throws {
        let victim = try job(1, minions: 1_000...1_006)
        try await makeStore([victim, try job(2)])
        let bytes = MinionSet(victim.minions).encoded
        try folder.damageStore(bytes, with: bytes.dropLast() + [0])
        let store = try SQLiteJobStore(path: folder.store)
        let verdicts = try await store.commit(outcomes(1, 1_000...1_001) + outcomes(2, 1...3))
        #expect(verdicts == [.unknown, .unknown, .stored, .stored, .stored])
        #expect(try await store.job(jid(2))?.outcomes.count == 3)
        #expect(try await errorOfJob(1)?.description.contains("impossible number") == true)
    }

    /// All that can be asked of a store; the errors that came.
    private func askEverything(_ store: SQLiteJobStore) async -> [any Error] {
        let calls: [() async throws -> Void] = [
            { _ = try await store.roster() }, { _ = try await store.grains() }, { _ = try await store.lastJobID() },
            { _ = try await store.openJobs() }, { _ = try await store.jobs(JobQuery()) },
            { _ = try await store.jobs(JobQuery(functions: ["*.*"], targets: ["[*]"], user: "root")) },
            { _ = try await store.jobs(JobQuery(metadata: ["ticket": "T1"])) },
            { for number: Int64 in 1...40 { _ = try await store.job(jid(number)) } },
            { _ = try await store.outcomeCount(of: jid(20)) },
            { _ = try await store.numbers(of: [MinionID("new")].compactMap(\.self)) },
            { try await store.add(try job(100)) }, { _ = try await store.commit(outcomes(20, 1...300)) },
            { _ = try await store.commit(outcomes(100, 1...3)) },
            { _ = try await store.removeJobs(before: jid(30), limit: 50) },
        ]
        var errors: [any Error] = []
        for call in calls {
            do { try await call() } catch { errors.append(error) }
        }
        return errors
    }

    @Test(arguments: 0..<60)
    func `with pages overwritten anywhere answers or says what is wrong, and never crashes`(seed: UInt64) async throws {
        var jobs = try (1...40).map { try job($0, minions: 1...300) }
        for index in jobs.indices.dropFirst(20) {
            jobs[index].metadata = ["ticket": "T1", "text": .string(String(repeating: "x", count: 700))]
        }
        try await makeStore(jobs, (1...30).flatMap { outcomes($0, 1...100, bytes: 90) })
        var data = try folder.contents(folder.store)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            // Not the first page: without it there is no database, and another test has that.
            let page = Int.random(in: 1..<data.count / 4_096, using: &random) * 4_096
            let from = Bool.random(using: &random) ? 0 : Int.random(in: 0..<4_096, using: &random)
            let bytes = (from..<min(4_096, from + 600)).map { _ in UInt8.random(in: 0...255, using: &random) }
            data.replaceSubrange(page + from..<page + from + bytes.count, with: bytes)
        }
        try data.write(to: URL(fileURLWithPath: folder.store))
        do {
            let store = try SQLiteJobStore(path: folder.store)
            for error in await askEverything(store) { #expect(error is JobStoreError, "\(error)") }
            try? store.close()
        } catch {
            #expect(error.description.contains(folder.store), "\(error)")
        }
    }

    @Test func `that its reader finds damaged keeps nothing of the batch, and serves what is whole`() async throws {
        try await makeStore([try job(1), try job(2)], outcomes(1, 1...2))
        // The page that the index of outcomes begins with.
        let queue = try DatabaseQueue(path: folder.store)
        let page = try await queue.read { db in
            try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_outcomes_1'")
        }
        try queue.close()
        var data = try folder.contents(folder.store)
        let start = (try #require(page) - 1) * 4_096
        data.replaceSubrange(start..<start + 4_096, with: [UInt8](repeating: 0x5A, count: 4_096))
        try data.write(to: URL(fileURLWithPath: folder.store))
        let store = try SQLiteJobStore(path: folder.store)
        let malformed = JobStoreError.unusable(path: folder.store, reason: "database disk image is malformed")
        for _ in 1...2 {
            await #expect(throws: malformed) { _ = try await store.commit(outcomes(2, 1...3)) }
        }
        #expect(try await store.jobs(JobQuery()).map(\.jid) == [2, 1].map(jid))
        #expect(try await store.roster() == [])
    }

    @Test func `whose end is missing is an error, not a crash`() async throws {
        try await makeStore(try (1...50).map { try job($0, minions: 1...2_000) })
        let data = try folder.contents(folder.store)
        try data.prefix(4_096 * 12).write(to: URL(fileURLWithPath: folder.store))
        await #expect(throws: JobStoreError.self) {
            let store = try SQLiteJobStore(path: folder.store)
            _ = try await store.jobs(JobQuery())
        }
    }
}
