import BrineCore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Events of minions` {
    private func message(_ number: Int64, _ text: String, from name: String = "a", bytes: Int = 0) -> EventMessage {
        EventMessage(
            jid: jid(number),
            id: id(name),
            tag: tag(text),
            data: ["x": .binary(Array(repeating: 0, count: bytes))],
            clock: at(-5)
        )
    }

    @Test func `are announced as the minion gave them, with its name, and acknowledged`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        await bench.coordinator.receive([received(message(3, "my/tag").packet, from: "a")])
        let (tag, data) = try await ear.next()
        #expect(tag == "my/tag")
        #expect(
            data == [
                "_stamp": .string(CivilTime(at(0)).isoText), "clock": .string(CivilTime(at(-5)).isoText),
                "cmd": "_minion_event", "data": ["x": .binary([])], "id": "a", "tag": "my/tag",
            ]
        )
        #expect(try await bench.acknowledged() == (minion(1), [jid(3)]))
    }

    @Test func `are acknowledged where nobody listens, those of one take together`() async throws {
        let bench = try await MasterBench()
        await bench.coordinator.receive([
            received(message(3, "x").packet, from: "a"), received(message(3, "x", from: "b").packet, from: "b"),
            received(message(4, "x").packet, from: "a"),
        ])
        #expect(try await bench.acknowledged() == (minion(1), [jid(3), jid(4)]))
        #expect(try await bench.acknowledged() == (minion(2), [jid(3)]))
        await bench.coordinator.receive([])
        #expect(bench.bus.all() == [])
    }

    @Test func `that come again are acknowledged again, and announced once`() async throws {
        let bench = try await MasterBench()
        for _ in 0..<2 {
            await bench.coordinator.receive([received(message(1, "w").packet, from: "a")])
            #expect(try await bench.acknowledged() == (minion(1), [jid(1)]))
        }
        var ear = EventEar(bench)
        for _ in 0..<3 {
            await bench.coordinator.receive([received(message(1, "w").packet, from: "a")])
            await bench.coordinator.receive([received(message(3, "x").packet, from: "a")])
            await bench.coordinator.receive([received(message(3, "y", from: "b").packet, from: "b")])
        }
        #expect(try await ear.tagsSoFar() == ["x", "y"])
    }

    @Test func `in another's name are dropped`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        await bench.coordinator.receive([received(message(3, "x", from: "b").packet, from: "a")])
        #expect(bench.bus.all() == [])
        #expect(try await ear.tagsSoFar() == [])
    }

    @Test(arguments: [("salt/auth", 0), ("salt/job/x/ret/b", 0), ("x", EventMessage.longestPacket)])
    func `that may not be announced are acknowledged and dropped`(tag: String, bytes: Int) async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        await bench.coordinator.receive([received(message(3, tag, bytes: bytes).packet, from: "a")])
        #expect(try await bench.acknowledged() == (minion(1), [jid(3)]))
        #expect(try await ear.tagsSoFar() == [])
    }

    @Test func `of more than a note's length are taken`() async throws {
        let bench = try await MasterBench()
        let long = message(3, "x", bytes: EventMessage.longestPacket - 1_000).packet
        await bench.coordinator.receive([received(long, from: "a")])
        #expect(try await bench.acknowledged() == (minion(1), [jid(3)]))
    }

    @Test(arguments: [[1, 19, 0x80], [1, 19, 0xc1], [1, 56, 0x80], [1, 57, 0x80]] as [[UInt8]])
    func `that cannot be read are dropped and hold up nothing`(packet: [UInt8]) async throws {
        let bench = try await MasterBench()
        await bench.coordinator.receive([received(packet, from: "a"), received(message(3, "x").packet, from: "a")])
        #expect(try await bench.acknowledged() == (minion(1), [jid(3)]))
    }

    @Test func `show that a minion is there`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a")
        bench.clock.set(44)
        await bench.coordinator.receive([received(message(3, "x").packet, from: "a")])
        bench.clock.set(80)
        #expect(try await bench.coordinator.connectedMinions() == [minion(1)])
    }

    // MARK: Coming and going

    @Test func `are told when a minion listens`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        await bench.coordinator.note([.subscribed(id("b"), minion(2))])
        let (tag, data) = try await ear.next()
        #expect(tag == "salt/minion/b/start")
        #expect(data["id"] == "b" && data["cmd"] == "_minion_event" && data["tag"] == .string(tag))
    }

    @Test func `tell who came and who went, also in silence, and not who was back at once`() async throws {
        let bench = try await MasterBench()
        await bench.connect("c")
        var ear = EventEar(bench, "salt/presence/*")
        await bench.coordinator.note([
            .subscribed(id("b"), minion(2)), .subscribed(id("a"), minion(1)), .unsubscribed(minion(3)),
        ])
        await bench.coordinator.note([.unsubscribed(minion(1)), .subscribed(id("a"), minion(1))])
        await bench.coordinator.tick()
        bench.clock.set(46)
        await bench.coordinator.receive([received(message(3, "x", from: "b").packet, from: "b")])
        await bench.coordinator.tick()
        let stamps = [at(0), at(46)].map { Value.string(CivilTime($0).isoText) }
        #expect(try await ear.next().data == ["_stamp": stamps[0], "lost": ["c"], "new": ["a", "b"]])
        #expect(try await ear.next().data == ["_stamp": stamps[1], "lost": ["a"], "new": []])
    }
}
