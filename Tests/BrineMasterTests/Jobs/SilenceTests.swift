import BrineCore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Minions that fall silent` {
    @Test func `are told of after three heartbeats, and their connection is cut after six, once`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a", "b")
        await bench.coordinator.tick()
        var ear = EventEar(bench, "salt/presence/change")
        bench.clock.set(40)
        await bench.coordinator.receive([heartbeat(from: "b")])
        for second in [45, 46] as [Double] {
            bench.clock.set(second)
            await bench.coordinator.tick()
        }
        let change = try await ear.next()
        #expect(change.data["lost"] == ["a"])
        #expect(change.data["new"] == [])
        bench.clock.set(90)
        await bench.coordinator.receive([heartbeat(from: "b")])
        await bench.coordinator.tick()
        #expect(cuts(bench) == [])
        for second in [90.1, 91] {
            bench.clock.set(second)
            await bench.coordinator.tick()
        }
        #expect(cuts(bench) == [.cut(minion(1))])
    }

    @Test func `that are many are one line in the log`() async throws {
        let log = RecordingLog()
        let bench = try await MasterBench(minions: 20, log: log)
        for name in "abcdefghijklmnopqrst" { await bench.connect(String(name)) }
        bench.clock.set(91)
        await bench.coordinator.tick()
        #expect(cuts(bench).count == 20)
        #expect(log.lines.filter { $0.contains("and of 19 more") }.count == 1)
    }

    @Test func `that come in one go are looked at once for the rollouts, and told of in one event`() async throws {
        let bench = try await MasterBench(minions: 20)
        var ear = EventEar(bench, "salt/presence/change")
        let names = "abcdefghijklmnopqrst".map { id(String($0)) }
        await bench.coordinator.note(names.enumerated().map { .subscribed($0.element, minion($0.offset + 1)) })
        let change = try await ear.next()
        #expect(change.data["new"] == .array(names.map { .string($0.description) }))
    }

    @Test func `are not those whose message is too long to be read`() async throws {
        let long = Value.string(String(repeating: "x", count: GrainsMessage.longestPacket))
        let jids = Array(repeating: JobID.first, count: JobCoordinator.longestNote / 20)
        let packets = [
            HeartbeatMessage(boot: "1", clock: at(0), jids: jids).packet, ReceiptMessage(jids: jids).packet,
            GrainsMessage(grains: ["long": long]).packet,
        ]
        for packet in packets {
            let log = RecordingLog()
            let bench = try await MasterBench(log: log)
            await bench.connect("a", "b")
            bench.clock.set(90)
            await bench.coordinator.receive([received(packet, from: "b")])
            bench.clock.set(90.1)
            await bench.coordinator.tick()
            #expect(cuts(bench) == [.cut(minion(1))])
            #expect(log.lines.contains { $0.contains("that is too long") })
        }
    }

    private func cuts(_ bench: MasterBench) -> [BusProbe.Entry] {
        bench.bus.all().filter { if case .cut = $0 { true } else { false } }
    }

    private func heartbeat(from name: String) -> ReturnLink.Received {
        received(HeartbeatMessage(boot: "1", clock: at(0), jids: []).packet, from: name)
    }
}
