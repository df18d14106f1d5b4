import BrineCore
import BrineStore
import Foundation
import Testing

@Suite struct `The file of a store` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func openingError() -> JobStoreError? {
        do {
            _ = try SQLiteJobStore(path: folder.store)
            return nil
        } catch {
            return error
        }
    }

    private func makeStore() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1))
        try store.close()
    }

    @Test func `is its owner's alone, with the files beside it`() async throws {
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1))
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(folder.store + suffix) == 0o600) }
        try store.close()
    }

    @Test func `may be there and empty`() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.store))
        try await makeStore()
        #expect(openingError() == nil)
    }

    @Test func `of a newer schema is refused and left as it is`() async throws {
        try await makeStore()
        try folder.setHeader(60, to: 99)
        let before = try folder.contents(folder.store)
        let error = openingError()
        #expect(error == .newerSchema(path: folder.store, found: 99, newest: 2))
        #expect(error?.description.contains("expected a schema up to 2, found 99") == true)
        #expect(try folder.contents(folder.store) == before)
    }

    @Test func `of an impossible schema is refused`() async throws {
        try await makeStore()
        try folder.setHeader(60, to: UInt32(bitPattern: -1))
        #expect(openingError() == .unusable(path: folder.store, reason: "its schema has the impossible version -1"))
    }

    @Test func `of another program is refused and left as it is`() async throws {
        try await makeStore()
        for application: UInt32 in [0, 0x1234_5678] {
            try folder.setHeader(68, to: application)
            let before = try folder.contents(folder.store)
            let reason = "it is a SQLite database of another program"
            #expect(openingError() == .unusable(path: folder.store, reason: reason))
            #expect(try folder.contents(folder.store) == before)
        }
    }

    @Test func `that is no database is refused and left as it is`() throws {
        let text = Data(String(repeating: "not a database\n", count: 500).utf8)
        try text.write(to: URL(fileURLWithPath: folder.store))
        #expect(openingError() == .unusable(path: folder.store, reason: "file is not a database"))
        #expect(try folder.contents(folder.store) == text)
    }

    @Test func `must lie in a folder that is there`() {
        let path = folder.path + "/none/jobs.sqlite"
        #expect(throws: JobStoreError.unusable(path: path, reason: "No such file or directory")) {
            try SQLiteJobStore(path: path)
        }
    }

    @Test func `cannot be a folder`() throws {
        try FileManager.default.createDirectory(atPath: folder.store, withIntermediateDirectories: false)
        guard case .unusable = openingError() else {
            Issue.record("a folder was opened as a store")
            return
        }
    }
}
