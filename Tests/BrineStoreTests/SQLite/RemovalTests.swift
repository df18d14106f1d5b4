import BrineCore
import Testing

@testable import BrineStore

@Suite struct `Removing old jobs` {
    @Test func `a step ends with the job that makes it long`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        let half = SQLiteJobStore.removalStep / 2
        for number: Int64 in 1...5 {
            try await store.add(try job(number, minions: 1...half))
            _ = try await store.commit(outcomes(number, 1...half, bytes: 1))
        }
        for number: Int64 in 6...20 { try await store.add(try job(number)) }
        var steps: [Int] = []
        repeat {
            steps.append(try await store.removeJobs(before: jid(20), limit: 10))
        } while steps.last != 0
        #expect(steps == [2, 2, 10, 5, 0])
        #expect(try await store.jobs(JobQuery()).map(\.jid) == [jid(20)])
    }

    @Test func `takes nothing of what comes meanwhile`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        for number: Int64 in 1...200 {
            try await store.add(try job(number))
            _ = try await store.commit(outcomes(number, 1...3))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while try await store.removeJobs(before: jid(201), closedOnly: true, limit: 10) > 0 {}
            }
            group.addTask {
                for number: Int64 in 201...300 {
                    try await store.add(try job(number))
                    #expect(try await store.commit(outcomes(number, 1...2)) == [.stored, .stored])
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.jobs(JobQuery()).map(\.jid) == (201...300).reversed().map(jid))
        for number: Int64 in [201, 250, 300] {
            #expect(try await store.job(jid(number))?.outcomes == outcomes(number, 1...2))
        }
        #expect(try await store.openJobs().count == 100)
    }
}
