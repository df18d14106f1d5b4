import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `What is kept of ended jobs` {
    private let folder: TemporaryFolder
    private let outbox: DurableFolder
    /// With `cache_jobs`.
    private let cache: ReturnCache
    private let withoutReturns: ReturnCache

    init() throws {
        folder = try TemporaryFolder()
        let settings = settings(in: folder) { $0.cachesJobs = true }
        outbox = DurableFolder(settings.outboxFolder)
        cache = ReturnCache(settings)
        withoutReturns = ReturnCache(BrineMinionTests.settings(in: folder))
    }

    /// What a cache found, or nil where it found nothing.
    private func value(_ found: CachedReturn) -> Value? {
        guard case .kept(let fields) = found else { return nil }
        return fields["return"]
    }

    // MARK: Returns

    @Test func `a return is found with the master's fields`() throws {
        try cache.keep(packet(1, FunctionResult("done", retcode: 3)), of: jid(1))
        guard case .kept(let fields) = cache.find(jid(1)) else {
            Issue.record("it is not found")
            return
        }
        #expect(fields["jid"] == .string(jid(1).description))
        #expect(fields["id"] == "web")
        #expect(fields["fun"] == "cmd.run")
        #expect(fields["retcode"] == 3)
        #expect(fields["return"] == "done")
        #expect(folder.names("minion_jobs") == [jid(1).description])
    }

    @Test func `a return that the master does not have yet is found with and without the setting`() throws {
        try outbox.write(packet(1), for: jid(1))
        #expect(value(cache.find(jid(1))) == "done")
        #expect(value(withoutReturns.find(jid(1))) == "done")
    }

    @Test func `without the setting nothing is kept, and the answer says why`() throws {
        try withoutReturns.keep(packet(1), of: jid(1))
        #expect(folder.names("minion_jobs") == [])
        let text = "Local jobs cache directory not found; you may need to enable cache_jobs on this minion"
        #expect(withoutReturns.find(jid(1)) == .notKept(text))
    }

    @Test func `with the setting the answer says where nothing was found`() {
        let path = "\(folder.path)/minion_jobs/\(jid(1))"
        #expect(cache.find(jid(1)) == .notKept("Local jobs cache directory \(path) not found"))
    }

    @Test func `what is no return is passed over`() throws {
        try outbox.write([1, 17, 0xc1], for: jid(1))
        try cache.keep(packet(1), of: jid(1))
        #expect(value(cache.find(jid(1))) == "done")
        try cache.keep([], of: jid(1))
        #expect(value(cache.find(jid(1))) == nil)
    }

    @Test func `a return that cannot be kept says why`() throws {
        try folder.write([], to: "minion_jobs")
        #expect(throws: FileError.self) { try cache.keep(packet(1), of: jid(1)) }
    }

    // MARK: Age

    private func fill() throws {
        for number: Int64 in 1...3 { try cache.keep(packet(number), of: jid(number)) }
        try folder.makeFolder("output")
        for name in ["a", "b"] { try folder.write([1], to: "output/\(name)") }
    }

    @Test func `returns and outputs go when they are that old, and not before`() throws {
        try fill()
        try folder.setAge("minion_jobs/\(jid(1))", to: 3_600)
        try folder.setAge("minion_jobs/\(jid(2))", to: 3_500)
        try folder.setAge("output/b", to: 86_400)
        try cache.clear(olderThan: .seconds(3_600))
        #expect(folder.names("minion_jobs") == [jid(2), jid(3)].map(\.description))
        #expect(folder.names("output") == ["a"])
    }

    @Test func `all go where no age is old enough`() throws {
        try fill()
        try folder.setAge("output/a", to: -86_400)
        try cache.clear(olderThan: .zero)
        #expect(folder.names("minion_jobs") == [])
        #expect(folder.names("output") == [])
    }

    @Test func `what is from the future is as young as can be`() throws {
        try fill()
        try folder.setAge("output/a", to: -86_400)
        try cache.clear(olderThan: .seconds(1_000))
        #expect(folder.names("output") == ["a", "b"])
    }

    @Test func `they go by age without the setting too`() throws {
        try fill()
        try withoutReturns.clear(olderThan: .zero)
        #expect(folder.names("minion_jobs") == [])
        #expect(folder.names("output") == [])
    }

    @Test func `only files go, and none that lies elsewhere`() throws {
        try fill()
        try folder.makeFolder("output/folder")
        try folder.write([1], to: "elsewhere")
        try #require(symlink("\(folder.path)/elsewhere", "\(folder.path)/output/link") == 0)
        try outbox.write(packet(7), for: jid(7))
        try cache.clear(olderThan: .zero)
        #expect(folder.names("output") == ["folder", "link"])
        #expect(folder.names("outbox") == [jid(7).description])
        #expect(folder.names().contains("elsewhere"))
    }

    @Test func `there may be nothing to clear`() throws {
        try cache.clear(olderThan: .zero)
        #expect(folder.names() == [])
    }

    @Test func `one folder that cannot be listed keeps nothing in the other`() throws {
        try folder.write([], to: "minion_jobs")
        try folder.makeFolder("output")
        try folder.write([1], to: "output/a")
        let error = #expect(throws: FileError.self) { try cache.clear(olderThan: .zero) }
        #expect(error?.description == "cannot list \(folder.path)/minion_jobs: Not a directory")
        #expect(folder.names("output") == [])
    }
}
