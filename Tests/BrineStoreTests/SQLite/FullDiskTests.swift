import BrineCore
import BrineStore
import MessagePack
import Testing

@Suite struct `A store with no room left` {
    private let folder: TemporaryFolder
    private let store: SQLiteJobStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteJobStore(path: folder.store, maximumSize: 300_000)
    }

    private func isWriteFailure(_ error: any Error) -> Bool {
        if case JobStoreError.writeFailed(let reason) = error { reason.contains("full") } else { false }
    }

    @Test func `keeps nothing of the batch that did not fit, and takes it when there is room`() async throws {
        for number: Int64 in 1...2 { try await store.add(try job(number, minions: 1...40)) }
        #expect(try await store.commit(outcomes(1, 1...40, bytes: 3_000)).allSatisfy { $0 == .stored })
        let small = outcomes(2, 1...2)
        _ = try await store.commit(small)
        let batch = outcomes(2, 3...40, bytes: 3_000)

        for _ in 1...2 {
            await #expect(performing: { _ = try await store.commit(batch) }, throws: isWriteFailure)
            #expect(try await store.job(jid(2))?.outcomes == small)
            #expect(try await store.openJobs().map(\.job.jid) == [jid(2)])
        }

        #expect(try await store.commit(small) == [.repeated, .repeated])
        #expect(try await store.removeJobs(before: jid(2), limit: 1) == 1)
        #expect(try await store.commit(batch).allSatisfy { $0 == .stored })
        #expect(try await store.job(jid(2))?.outcomes == small + batch)
        #expect(try await store.openJobs() == [])
    }

    @Test func `takes what is small after a batch that did not fit`() async throws {
        try await store.add(try job(1, minions: 1...200))
        let batch = outcomes(1, 1...200, bytes: 3_000)
        await #expect(performing: { _ = try await store.commit(batch) }, throws: isWriteFailure)
        let verdicts = try await store.commit(outcomes(1, 1...200))
        #expect(verdicts == Array(repeating: .stored, count: 200))
        #expect(try await store.openJobs() == [])
    }

    @Test func `keeps neither a job that did not fit nor its jid`() async throws {
        try await store.add(try job(1))
        var large = try job(2)
        large.metadata = .binary(Array(repeating: 7, count: 300_000))
        await #expect(performing: { try await store.add(large) }, throws: isWriteFailure)
        #expect(try await store.job(jid(2)) == nil)
        #expect(try await store.lastJobID() == jid(1))
        #expect(try await store.commit(outcomes(2, 1...1)) == [.unknown])
        try await store.add(try job(2))
        #expect(try await store.lastJobID() == jid(2))
    }

    @Test func `gives no numbers that it cannot keep`() async throws {
        let names = (1...40_000).compactMap { MinionID("minion-with-a-long-name-\($0).example.org") }
        await #expect(performing: { _ = try await store.numbers(of: names) }, throws: isWriteFailure)
        #expect(try await store.roster() == [])
        #expect(try await store.numbers(of: [names[5]]).map(\.rawValue) == [1])
    }
}
