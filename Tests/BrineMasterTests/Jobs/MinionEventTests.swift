import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(1))) struct `Hearing of minions` {
    @Test func `a minion that listens is welcomed, then gets what is pending for it`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        bench.clock.set(1)
        await bench.coordinator.note([.subscribed(id("b"), minion(2))])
        let entries = bench.bus.all()
        try #require(entries.count == 2)
        let welcome = try WelcomeMessage(packet: entries[0].packet)
        #expect(entries[0] == .sent(minion(2), welcome.packet))
        #expect(welcome.after > jid)
        #expect(welcome.clock == at(1))
        #expect(welcome.heartbeatInterval == .seconds(15))
        #expect(entries[1] == .sent(minion(2), entries[1].packet))
        #expect(try CommandMessage(packet: entries[1].packet).command.jid == jid)
    }

    @Test func `receipts and heartbeats are the connection's own, whatever they name`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.coordinator.receive([
            received(ReceiptMessage(jids: [jid]).packet, from: "a"),
            received(HeartbeatMessage(boot: "1", clock: at(0), jids: [jid]).packet, from: "b"),
        ])
        let live = try #require(await bench.coordinator.liveJobs().first)
        #expect(live.waiting[minion(1)]?.state == .running)
        #expect(live.waiting[minion(2)]?.state == .running)
        #expect(live.waiting[minion(3)]?.state == .pending)
    }

    @Test func `a lost job is told and kept`() async throws {
        let bench = try await MasterBench(minions: 1)
        await bench.connect("a")
        let jid = try await bench.publish(watch: true)
        let empty = received(HeartbeatMessage(boot: "1", clock: at(0), jids: []).packet, from: "a")
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a"), empty, empty])
        #expect(try await bench.news().outcomes.map(\.state) == [.lost])
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.lost])
    }

    @Test func `connected are the accepted ones that listen`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a", "b", "c")
        await bench.coordinator.note([.unsubscribed(minion(2)), .refused(id("c"), reason: "a test")])
        #expect(try await bench.coordinator.connectedMinions() == [minion(1), minion(3)])
        bench.accepted.set([id("a"), id("b")])
        #expect(try await bench.coordinator.connectedMinions() == [minion(1)])
        bench.clock.set(46)
        #expect(try await bench.coordinator.connectedMinions() == [])
    }

    @Test func `live jobs are found again after a start, without those that ended`() async throws {
        let bench = try await MasterBench(minions: 2)
        let first = try await bench.publish()
        let second = try await bench.publish()
        for name in ["a", "b"] { await bench.returned(first, from: name) }
        await bench.returned(second, from: "a")
        await bench.coordinator.finishCommitting()

        let again = try await MasterBench(minions: 2, store: bench.store)
        let live = await again.coordinator.liveJobs()
        #expect(live.map(\.job.jid) == [second])
        #expect(live.first?.waiting.mapValues(\.state) == [minion(2): .unreachable])
        await again.connect("b")
        let empty = received(HeartbeatMessage(boot: "1", clock: at(0), jids: []).packet, from: "b")
        await again.coordinator.receive([empty, empty])
        let entries = again.bus.all()
        #expect(entries.count == 1)
        let command = try CommandMessage(packet: try #require(entries.first).packet).command
        #expect(command.jid == second)
        #expect(command.deliverBefore == at(60))
    }

    @Test func `old jobs are removed, from the live ones too`() async throws {
        let bench = try await MasterBench()
        var old: [JobID] = []
        for _ in 0..<250 { old.append(try await bench.publish()) }
        bench.clock.set(1_000)
        let new = try await bench.publish()
        try await bench.coordinator.removeJobs(olderThan: .seconds(900))
        #expect(await bench.store.jobs(.init()).map(\.jid) == [new])
        #expect(await bench.coordinator.liveJobs().map(\.job.jid) == [new])
        await bench.returned(old[0], from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [old[0]]))
    }
}
