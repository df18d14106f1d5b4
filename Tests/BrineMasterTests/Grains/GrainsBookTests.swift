import BrineCore
import BrineStore
import BrineTesting
import BrineWire
import Logging
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `What the master knows of its minions' machines` {
    private let store = GatedStore()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func book() async throws -> GrainsBook {
        _ = try await store.numbers(of: [id("a"), id("b"), id("c")])
        return try await GrainsBook(store: store, roster: try await Roster(store), logger: logger)
    }

    private func arrival(_ name: String, _ number: Int, _ grains: ValueMap) -> GrainsBook.Arrival {
        GrainsBook.Arrival(id: id(name), number: minion(number), packet: GrainsMessage(grains: grains).packet)
    }

    private func meant(_ target: Target, _ book: GrainsBook) async throws -> [MinionID] {
        let expression = try TargetExpression(target, nodegroups: NodeGroups())
        return try await book.meant(by: expression, among: [id("a"), id("b"), id("c")])
    }

    private let debian: ValueMap = ["os": "Debian"]
    private let arch: ValueMap = ["os": "Arch"]

    @Test func `is what each last told, and is there again after a restart`() async throws {
        let first = try await book()
        #expect(try await meant(.grain("os:*"), first) == [])
        #expect(await first.take([arrival("a", 1, debian), arrival("b", 2, debian)]).isEmpty)
        #expect(await first.take([arrival("b", 2, arch)]).isEmpty)
        for known in [first, try await book()] {
            #expect(try await meant(.grain("os:Debian"), known) == [id("a")])
            #expect(try await meant(.compound("not G@os:Debian"), known) == [id("b")])
        }
    }

    @Test func `is written only where it has changed`() async throws {
        let known = try await book()
        _ = await known.take([arrival("a", 1, debian)])
        let stored = await store.grains()
        await store.removeGrainsUnseen(of: [minion(1)])
        _ = await known.take([arrival("a", 1, debian)])
        #expect(await store.grains() == [])
        _ = await known.take([arrival("a", 1, arch)])
        #expect(await store.grains() != stored)
        #expect(await store.grains().count == 1)
    }

    @Test func `counts though it cannot be written, which is tried again with the next`() async throws {
        let known = try await book()
        await store.setFailing(true)
        _ = await known.take([arrival("a", 1, debian)])
        #expect(try await meant(.grain("os:Debian"), known) == [id("a")])
        #expect(await store.grains() == [])
        await store.setFailing(false)
        _ = await known.take([arrival("b", 2, arch)])
        #expect(await store.grains().map(\.minion) == [minion(1), minion(2)])
    }

    @Test func `is forgotten for those that are accepted no more`() async throws {
        let known = try await book()
        _ = await known.take([arrival("a", 1, debian), arrival("b", 2, debian)])
        try await known.forget { [id("b"), id("c")] }
        #expect(try await meant(.grain("os:Debian"), known) == [id("b")])
        #expect(await store.grains().map(\.minion) == [minion(2)])
        struct Unreadable: Error {}
        await #expect(throws: Unreadable.self) { try await known.forget { throw Unreadable() } }
        #expect(try await meant(.grain("os:Debian"), known) == [id("b")])
    }

    @Test func `stays what it was where a minion tells what makes no sense`() async throws {
        let known = try await book()
        _ = await known.take([arrival("a", 1, debian)])
        var deep: Value = 1
        for _ in 0..<20 { deep = [deep] }
        var hostile = ReceiptMessage(jids: []).packet
        hostile[1] = MessageKind.grains.rawValue
        let packets: [[UInt8]] = [
            hostile, GrainsMessage(grains: ["deep": deep]).packet,
            GrainsMessage(grains: ["many": .array(Array(repeating: nil, count: 40_000))]).packet, [1, 20, 0xC1],
            [1, 20, 0x80],
        ]
        for packet in packets {
            let problems = await known.take([GrainsBook.Arrival(id: id("a"), number: minion(1), packet: packet)])
            #expect(problems.map(\.sender) == [id("a")])
        }
        #expect(try await meant(.grain("os:Debian"), known) == [id("a")])
    }

    @Test func `is passed over in the store where it is damaged`() async throws {
        _ = try await store.numbers(of: [id("a"), id("b")])
        try await store.keep([
            StoredGrains(minion: minion(1), encoded: [0xC1]),
            StoredGrains(minion: minion(2), encoded: Value.map(debian).messagePack),
            StoredGrains(minion: minion(900), encoded: [0x80]),
        ])
        #expect(try await meant(.grain("os:Debian"), try await book()) == [id("b")])
    }

    @Test func `a target that takes too many steps is refused with the minion`() async throws {
        let known = try await book()
        _ = await known.take([arrival("b", 2, ["text": .string(String(repeating: "a", count: 100) + "!")])])
        await #expect(
            throws: PublishError.badTarget("the target takes too many steps to be compared with minion b")
        ) {
            try await meant(.grainPCRE("text:(a+)+$|x"), known)
        }
    }
}
