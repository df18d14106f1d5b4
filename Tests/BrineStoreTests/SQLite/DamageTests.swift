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
