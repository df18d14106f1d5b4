import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `A wall clock that is set` {
    private func bench() async throws -> (MasterBench, ManualClock) {
        let wall = ManualClock()
        return (try await MasterBench(minions: 2, wall: wall), wall)
    }

    @Test func `forward closes no window and silences no minion`() async throws {
        let (bench, wall) = try await bench()
        await bench.connect("a")
        let jid = try await bench.publish()
        wall.set(86_400)
        await bench.coordinator.tick()
        await bench.coordinator.finishCommitting()
        #expect(await bench.coordinator.states(of: jid) == [minion(1): .pending, minion(2): .pending])
        #expect(try await bench.coordinator.connectedMinions() == [minion(1)])
    }

    @Test(arguments: [-86_400.0, 86_400])
    func `makes no difference to what commands and welcomes tell of time`(step: Double) async throws {
        let (bench, wall) = try await bench()
        wall.set(step)
        try await bench.coordinator.publish(request(.glob("*")), for: peer(1))
        let published = try #require(bench.bus.all().first { $0.kind == .command })
        #expect(try CommandMessage(packet: published.packet).command.deliverBefore == at(60))
        bench.clock.set(7)
        await bench.coordinator.note([.subscribed(id("a"), minion(1))])
        let welcome = try #require(bench.bus.all().first { $0.kind == .welcome })
        #expect(try WelcomeMessage(packet: welcome.packet).clock == at(7))
    }

    @Test func `is what jids, outcomes and what is shown tell`() async throws {
        let (bench, wall) = try await bench()
        await bench.connect("a")
        wall.set(1_000)
        let jid = try await bench.publish(watch: true)
        #expect(jid.timestamp == at(1_000))
        bench.clock.set(10)
        wall.set(1_010)
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        bench.clock.set(12)
        wall.set(1_012)
        #expect(await bench.coordinator.standing(of: jid).map(\.since).sorted() == [at(1_000), at(1_010)])
        await bench.returned(jid, from: "a")
        await bench.coordinator.finishCommitting()
        #expect(await bench.store.job(jid)?.outcomes.map(\.at) == [at(1_012)])
    }

    @Test func `back before a start of the master makes no window longer than it was`() async throws {
        let (bench, _) = try await bench()
        let jid = try await bench.publish()
        let wall = ManualClock()
        wall.set(-86_400)
        let again = try await MasterBench(minions: 2, store: bench.store, wall: wall)
        #expect(await again.coordinator.liveJobs().first?.deliverBefore == at(60))
        wall.set(50)
        let later = try await MasterBench(minions: 2, store: bench.store, wall: wall)
        #expect(await later.coordinator.liveJobs().first?.deliverBefore == at(10))
        #expect(await later.coordinator.liveJobs().map(\.job.jid) == [jid])
    }

    @Test func `does not move the steady clock`() {
        let first = SteadyClock.now()
        #expect(SteadyClock.now() >= first)
        #expect(SteadyClock.now() - Timestamp.now() < .seconds(3_600))
    }
}
