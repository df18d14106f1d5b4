import BrineCore
import BrineStore
import Foundation
import Testing

@Suite struct `A store opened again` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func fill(_ store: SQLiteJobStore) async throws {
        _ = try await store.numbers(of: ["a", "b", "c"].compactMap { MinionID($0) })
        try await store.add(try job(1))
        try await store.add(try job(2, minions: 1...2))
        _ = try await store.commit(outcomes(1, 1...2) + outcomes(2, 1...2))
        try await store.add(try job(9))
        _ = try await store.removeJobs(before: jid(1), limit: 5)
        try await store.keep(grains)
    }

    private var grains: [StoredGrains] {
        [MinionNumber(1), MinionNumber(3)].compactMap(\.self).map { StoredGrains(minion: $0, encoded: [0x80]) }
    }

    private func checkFilled(_ store: SQLiteJobStore) async throws {
        #expect(try await store.roster().map(\.id.description) == ["a", "b", "c"])
        #expect(try await store.grains() == grains)
        #expect(try await store.lastJobID() == jid(9))
        #expect(try await store.jobs(JobQuery()).map(\.jid) == [9, 2, 1].map(jid))
        #expect(try await store.openJobs().map(\.job.jid) == [1, 9].map(jid))
        #expect(try await store.job(jid(1))?.outcomes == outcomes(1, 1...2))
        #expect(try await store.commit(outcomes(1, 2...3)) == [.repeated, .stored])
        #expect(try await store.openJobs().map(\.job.jid) == [jid(9)])
    }

    @Test func `after it was closed has everything`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await fill(store)
        try store.close()
        try await checkFilled(try SQLiteJobStore(path: folder.store))
    }

    @Test func `after its process died has everything`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await fill(store)
        // What a kill leaves: the files as they are, the log not worked into the database.
        let copy = try TemporaryFolder()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: folder.store + suffix, toPath: copy.store + suffix)
        }
        try await checkFilled(try SQLiteJobStore(path: copy.store))
        try store.close()
    }

    @Test func `while another still has it open sees everything`() async throws {
        let first = try SQLiteJobStore(path: folder.store)
        try await fill(first)
        let second = try SQLiteJobStore(path: folder.store)
        try await checkFilled(second)
        try second.close()
        try first.close()
    }

    @Test func `after a log cut off in a commit has what was committed before`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1))
        let copy = try TemporaryFolder()
        let before = try folder.contents(folder.store + "-wal").count
        try await store.add(try job(2))
        try FileManager.default.copyItem(atPath: folder.store, toPath: copy.store)
        let log = try folder.contents(folder.store + "-wal")
        try log.prefix((before + log.count) / 2).write(to: URL(fileURLWithPath: copy.store + "-wal"))
        let reopened = try SQLiteJobStore(path: copy.store)
        #expect(try await reopened.jobs(JobQuery()).map(\.jid) == [jid(1)])
        #expect(try await reopened.lastJobID() == jid(1))
        try store.close()
    }

    @Test func `once closed every call throws`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1))
        try store.close()
        await #expect(throws: JobStoreError.self) { _ = try await store.jobs(JobQuery()) }
        await #expect(throws: JobStoreError.self) { _ = try await store.commit(outcomes(1, 1...1)) }
        await #expect(throws: JobStoreError.self) { try await store.add(try job(2)) }
        try store.close()
    }
}
