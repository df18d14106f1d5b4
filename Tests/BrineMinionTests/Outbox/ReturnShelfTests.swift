import BrineCore
import BrineModules
import BrineWire
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The returns that wait for the master` {
    private let folder: TemporaryFolder
    private let outbox: DurableFolder

    init() throws {
        folder = try TemporaryFolder()
        outbox = DurableFolder("\(folder.path)/outbox")
    }

    private func shelf(cachesJobs: Bool = false) throws -> ReturnShelf {
        let settings = settings(in: folder) { $0.cachesJobs = cachesJobs }
        return try ReturnShelf(settings, cache: ReturnCache(settings), logger: silence)
    }

    private func jobReturn(_ number: Int64) -> JobReturn {
        JobReturn(command(number), FunctionResult("done"))
    }

    @Test func `from memory wait there, and leave no file`() throws {
        let shelf = try shelf()
        shelf.answer(jobReturn(1))
        #expect(try shelf.packet(of: jid(1)) == packet(1))
        #expect(!shelf.hasReturn(of: jid(1)))
        #expect(folder.names("outbox") == [])
        #expect(shelf.forget(jid(1)))
        #expect(try shelf.packet(of: jid(1)) == nil)
    }

    @Test func `of jobs that the disk knows wait on the disk`() throws {
        let shelf = try shelf()
        #expect(shelf.keep(jobReturn(1)))
        #expect(shelf.hasReturn(of: jid(1)))
        #expect(try outbox.read(jid(1)) == packet(1))
        #expect(try shelf.packet(of: jid(1)) == packet(1))
        #expect(!shelf.forget(jid(1)))
        #expect(folder.names("outbox") == [])
        #expect(try shelf.packet(of: jid(1)) == nil)
    }

    @Test func `wait in memory where the disk takes none`() throws {
        let shelf = try shelf()
        folder.remove("outbox")
        try folder.write([], to: "outbox")
        #expect(!shelf.keep(jobReturn(1)))
        #expect(try shelf.packet(of: jid(1)) == packet(1))
        #expect(shelf.forget(jid(1)))
        #expect(throws: FileError.self) { try shelf.packet(of: jid(1)) }
    }

    @Test func `are listed but for those that are known`() throws {
        let shelf = try shelf()
        for number: Int64 in 1...3 { try outbox.write(packet(number), for: jid(number)) }
        #expect(try shelf.waiting { $0 == jid(2) } == [jid(1), jid(3)])
    }

    @Test func `are no files of another kind, which are set aside`() throws {
        let shelf = try shelf()
        try outbox.write([0xc1], for: jid(1))
        try outbox.write(packet(9), for: jid(2))
        try outbox.write(ReceiptMessage(jids: [jid(3)]).packet, for: jid(3))
        try outbox.write(packet(4), for: jid(4))
        #expect(try shelf.waiting { _ in false } == [jid(4)])
        #expect(folder.names("outbox/.damaged") == [jid(1), jid(2), jid(3)].map(\.description))
    }

    @Test func `cannot be listed where the folder is none`() throws {
        let shelf = try shelf()
        folder.remove("outbox")
        #expect(try shelf.waiting { _ in false } == [])
        try folder.write([], to: "outbox")
        #expect(throws: FileError.self) { try shelf.waiting { _ in false } }
    }

    @Test func `have their folder made anew`() throws {
        let shelf = try shelf()
        folder.remove("outbox")
        try shelf.makeFolder()
        #expect(folder.names() == ["outbox"])
    }

    // MARK: Afterwards

    @Test func `are kept with cache_jobs when the master has them, from memory and from the disk`() throws {
        let shelf = try shelf(cachesJobs: true)
        shelf.answer(jobReturn(1))
        #expect(shelf.keep(jobReturn(2)))
        #expect(folder.names("minion_jobs") == [])
        #expect(shelf.forget(jid(1)))
        #expect(!shelf.forget(jid(2)))
        #expect(folder.names("outbox") == [])
        let kept = DurableFolder("\(folder.path)/minion_jobs")
        for number: Int64 in 1...2 { #expect(try kept.read(jid(number)) == packet(number)) }
        #expect(!shelf.forget(jid(3)))
        #expect(try kept.list().jids == [jid(1), jid(2)])
    }

    @Test func `are forgotten also where they cannot be kept`() throws {
        let shelf = try shelf(cachesJobs: true)
        try folder.write([], to: "minion_jobs")
        shelf.answer(jobReturn(1))
        #expect(shelf.keep(jobReturn(2)))
        #expect(shelf.forget(jid(1)))
        #expect(!shelf.forget(jid(2)))
        #expect(try shelf.packet(of: jid(1)) == nil)
        #expect(folder.names("outbox") == [])
    }
}
