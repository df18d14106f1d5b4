import BrineCore
import BrineStore
import Testing

@Suite struct `A call whose task is cancelled` {
    @Test func `throws and changes nothing, and the next call works`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.commit(outcomes(1, 1...3))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await store.job(jid(1))?.outcomes == [])
        #expect(try await store.commit(outcomes(1, 1...3)) == [.stored, .stored, .stored])
    }
}
