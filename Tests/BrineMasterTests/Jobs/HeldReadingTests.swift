import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `A master that cannot read what minions send` {
    /// A call that a minion made of its own accord.
    private func ownCall(_ number: Int64, from name: String) -> ReturnLink.Received {
        let call = JobReturn(
            jid: jid(number),
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "eva",
            value: true
        )
        return received(ReturnMessage(id: id(name), call, isOwnCall: true).packet, from: name)
    }

    @Test func `gives no verdict, calls nobody away and cuts nobody, until it has read what came meanwhile`()
        async throws
    {
        let bench = try await MasterBench(minions: 2)
        await bench.connect("a", "b")
        let jid = try await bench.publish()
        await bench.store.hold()
        let reading = Task { [coordinator = bench.coordinator] in await coordinator.receive([ownCall(5, from: "b")]) }
        await bench.store.writes(3)
        for second in stride(from: 1.0, through: 200, by: 1) {
            bench.clock.set(second)
            await bench.coordinator.tick()
        }
        #expect(await bench.coordinator.states(of: jid) == [minion(1): .pending, minion(2): .pending])
        #expect(try await bench.coordinator.connectedMinions() == [minion(1), minion(2)])
        await bench.store.release()
        await reading.value
        // The first tick after that comes before what waited has been read.
        bench.clock.set(201)
        await bench.coordinator.tick()
        #expect(await bench.coordinator.states(of: jid) == [minion(1): .pending, minion(2): .pending])
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        bench.clock.set(202)
        await bench.coordinator.tick()
        await bench.coordinator.finishCommitting()
        #expect(await bench.coordinator.states(of: jid) == [minion(1): .running])
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.undelivered])
        #expect(try await bench.coordinator.connectedMinions() == [minion(1), minion(2)])
        #expect(!bench.bus.all().contains { if case .cut = $0 { true } else { false } })
    }

    @Test func `keeps own calls that come together in one transaction, and acknowledges each`() async throws {
        let bench = try await MasterBench(minions: 2)
        let calls = [ownCall(5, from: "a"), ownCall(7, from: "a"), ownCall(5, from: "b"), ownCall(5, from: "a")]
        await bench.coordinator.receive(calls)
        #expect(await bench.store.callBatches == [4])
        #expect(await bench.store.jobs(JobQuery()).count == 3)
        var acknowledged: [MinionNumber: [JobID]] = [:]
        for case .sent(let minion, let packet) in bench.bus.all() {
            acknowledged[minion] = try AcknowledgementMessage(packet: packet).jids
        }
        #expect(acknowledged == [minion(1): [jid(5), jid(7), jid(5)], minion(2): [jid(5)]])
    }

    @Test func `keeps the receipts that came last when it is stopped`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish()
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        await bench.coordinator.finishCommitting()
        #expect(await bench.store.openJobs().map(\.received) == [[minion(1)]])
    }

    @Test func `gives nobody up in a rollout but with a tick`() throws {
        var job = job(0, for: [1, 2])
        job.rollout = Rollout(size: .count(1))
        var tracker = Tracker()
        _ = tracker.subscribed(minion(3), after: jid(-5), at: at(0))
        _ = tracker.begin(job, packet: [], isInternal: false, at: at(0))
        for second in stride(from: 0.0, through: 200, by: 10) {
            tracker.heard(from: minion(3), at: at(second))
            #expect(tracker.advanceRollouts(at: at(second), givesUp: false) == [])
        }
        #expect(tracker.advanceRollouts(at: at(200)) == [settle(0, [1, 2], .undelivered, at: 200)])
    }
}
