import BrineCore
import Foundation
import Testing

@testable import BrineStore

@Suite struct `A store of an older version` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/version-1.sqlite")
        try FileManager.default.copyItem(at: fixture, to: URL(filePath: folder.store))
    }

    /// The version that a file's header says, as `PRAGMA user_version` reads it.
    private func version() throws -> [UInt8] {
        Array(try folder.contents(folder.store).prefix(64).suffix(4))
    }

    @Test func `has its jobs read, none with a time limit`() async throws {
        #expect(try version() == [0, 0, 0, 1])
        let store = try SQLiteJobStore(path: folder.store)
        let first = try job(1)
        let jobs = try await store.jobs(JobQuery())
        #expect(jobs.map(\.jid) == [9, 2, 1].map(jid))
        #expect(jobs.last == first)
        #expect(jobs.allSatisfy { $0.timeLimit == nil })
        #expect(try await store.job(jid(1))?.outcomes == outcomes(1, 1...2))
        #expect(try await store.openJobs().map(\.job.jid) == [1, 9].map(jid))
        #expect(try await store.roster().map(\.id.description) == ["a", "b", "c"])
        #expect(try await store.lastJobID() == jid(9))
        try store.close()
        #expect(try version() == [0, 0, 0, UInt8(Schema.version)])
    }

    @Test func `takes jobs with a time limit, and is not brought up again`() async throws {
        var limited = try job(10)
        limited.timeLimit = .milliseconds(1_500)
        var store = try SQLiteJobStore(path: folder.store)
        try await store.add(limited)
        #expect(try await store.addCalls([EndedCall(try job(11), outcomes(11, 1...1)[0], origin: "1:a")]) == [true])
        try store.close()
        store = try SQLiteJobStore(path: folder.store)
        #expect(try await store.job(jid(10))?.job == limited)
        #expect(try await store.jobs(JobQuery()).map(\.jid) == [11, 10, 9, 2, 1].map(jid))
        #expect(try await store.addCalls([EndedCall(try job(12), outcomes(12, 1...1)[0], origin: "1:a")]) == [false])
        try store.close()
    }
}
