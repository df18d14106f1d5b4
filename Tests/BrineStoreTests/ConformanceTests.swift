import BrineTesting
import Testing

@testable import BrineStore

@Suite struct `What every job store does` {
    @Test(arguments: JobStoreConformance.behaviours)
    func `in memory`(behaviour: JobStoreConformance.Behaviour) async throws {
        try await JobStoreConformance { InMemoryJobStore() }.check(behaviour)
    }

    @Test(arguments: JobStoreConformance.behaviours)
    func `in SQLite`(behaviour: JobStoreConformance.Behaviour) async throws {
        let folder = try TemporaryFolder()
        try await JobStoreConformance { try SQLiteJobStore(path: folder.store) }.check(behaviour)
    }

    @Test(arguments: JobStoreConformance.behaviours)
    func `in SQLite with every ledger read from its rows`(behaviour: JobStoreConformance.Behaviour) async throws {
        let folder = try TemporaryFolder()
        let file = DatabaseFile(path: folder.store, maximumSize: nil)
        try await JobStoreConformance { try SQLiteJobStore(file, cache: LedgerCache(capacity: 0)) }.check(behaviour)
    }

    @Test func `the suite says so when a store does otherwise`() async throws {
        let suite = JobStoreConformance {
            let store = InMemoryJobStore()
            try await store.add(job(99))
            return store
        }
        let behaviour = try #require(
            JobStoreConformance.behaviours.first { $0.description == "an empty store knows no job" }
        )
        await #expect(throws: ConformanceFailure.self) { try await suite.check(behaviour) }
    }
}
