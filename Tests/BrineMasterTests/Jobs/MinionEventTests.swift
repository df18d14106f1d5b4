import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Hearing of minions` {
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
        #expect(live.first?.waiting.mapValues(\.state) == [minion(2): .pending])
        await again.coordinator.note([.subscribed(id("b"), minion(2))])
        let entries = again.bus.all()
        #expect(entries.map(\.kind) == [.welcome, .command])
        let command = try CommandMessage(packet: try #require(entries.last).packet).command
        #expect(command.jid == second)
        #expect(command.deliverBefore == at(60))
    }

    @Test func `a job whose receipt was kept is not delivered again after a start`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish()
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        // The tick keeps it beside what it does; the store's next write comes behind.
        await bench.coordinator.tick()
        await bench.store.writes(3)

        let again = try await MasterBench(minions: 2, store: bench.store)
        #expect(await again.coordinator.states(of: jid) == [minion(1): .unreachable, minion(2): .pending])
        await again.coordinator.note([.subscribed(id("a"), minion(1))])
        #expect(again.bus.all().map(\.kind) == [.welcome])
    }

    @Test func `receipts that cannot be kept are kept with a later tick`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        await bench.store.setFailing(true)
        await bench.coordinator.tick()
        await bench.store.writes(3)
        await bench.store.setFailing(false)
        while await bench.store.openJobs().first?.received != [minion(1)] {
            await bench.coordinator.tick()
            await Task.yield()
        }
    }

    @Test func `old jobs that have ended are removed, those that wait are given up a week later`() async throws {
        let bench = try await MasterBench(minions: 1)
        let open = try await bench.publish()
        await bench.coordinator.receive([received(ReceiptMessage(jids: [open]).packet, from: "a")])
        var ended: [JobID] = []
        for _ in 0..<25 {
            ended.append(try await bench.publish())
            await bench.returned(try #require(ended.last), from: "a")
        }
        await bench.coordinator.finishCommitting()
        bench.clock.set(1_000)
        try await bench.coordinator.removeJobs(olderThan: .seconds(900))
        #expect(await bench.store.jobs(JobQuery()).map(\.jid) == [open])
        #expect(await bench.coordinator.liveJobs().map(\.job.jid) == [open])

        bench.clock.set(7 * 86_400 + 1_000)
        try await bench.coordinator.removeJobs(olderThan: .seconds(900))
        #expect(await bench.store.jobs(JobQuery()) == [])
        #expect(await bench.coordinator.liveJobs().isEmpty)
        _ = bench.bus.all()
        await bench.returned(open, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [open]))
    }

    @Test func `a minion whose key is accepted no more is cut off, until it listens no more`() async throws {
        let bench = try await MasterBench()
        for (name, number) in [("a", 1), ("b", 2), ("c", 3)] {
            await bench.coordinator.note([.subscribed(id(name), minion(number))])
        }
        await bench.coordinator.tick()
        _ = bench.bus.all()
        bench.accepted.set([id("a"), id("c")])
        await bench.coordinator.tick()
        #expect(bench.bus.all() == [.cut(minion(2))])
        await bench.coordinator.tick()
        #expect(bench.bus.all() == [.cut(minion(2))], "it may have come back by an answer from before")
        await bench.coordinator.note([.unsubscribed(minion(2))])
        await bench.coordinator.tick()
        #expect(bench.bus.all() == [])
        bench.accepted.set([id("a")])
        try await bench.coordinator.publish(request(.glob("*")), for: peer(1))
        #expect(bench.bus.all().first == .cut(minion(3)), "cut before the broadcast")
    }

    @Test func `no verdict is given while the store takes nothing`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        await bench.returned(jid, from: "a")
        await bench.store.writes(4)
        bench.clock.set(61)
        await bench.coordinator.tick()
        await bench.store.setFailing(false)
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.succeeded])
        await bench.coordinator.tick()
        await bench.coordinator.finishCommitting()
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.succeeded, .undelivered])
    }

    @Test func `a note that is too long is not read`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        let jids = Array(repeating: jid, count: JobCoordinator.longestNote / 20)
        await bench.coordinator.receive([received(ReceiptMessage(jids: jids).packet, from: "a")])
        #expect(await bench.coordinator.liveJobs().first?.waiting[minion(1)]?.state == .pending)
    }
}
