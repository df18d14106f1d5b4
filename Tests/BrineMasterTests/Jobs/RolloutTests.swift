import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Rolling out a job` {
    private func rollout(_ rollout: Rollout, above: UInt64 = 0) -> PublishRequest {
        var request = request(.glob("*"), watch: true)
        (request.rollout, request.rolloutAbove) = (rollout, above)
        return request
    }

    private func answer(_ bench: MasterBench) async throws -> PublishAnswer {
        guard case .told(_, let packet) = await bench.bus.next() else { throw NotThat() }
        return try PublishAnswer(packet: packet)
    }

    private func command(_ bench: MasterBench) async throws -> (MinionNumber, Command) {
        guard case .sent(let minion, let packet) = await bench.bus.next() else { throw NotThat() }
        return (minion, try CommandMessage(packet: packet).command)
    }

    @Test func `goes to so many minions at once, in the order of their ids, and tells who watches`() async throws {
        let bench = try await MasterBench(minions: 3)
        await bench.connect("a", "b", "c")
        try await bench.coordinator.publish(rollout(Rollout(size: .count(2))), for: peer(1))
        let jid = try await answer(bench).jid
        #expect(try await command(bench).0 == minion(1))
        #expect(try await command(bench).0 == minion(2))
        #expect(try await bench.news().started == [id("a"), id("b")])
        bench.clock.set(40)
        await bench.returned(jid, from: "b")
        _ = try await bench.acknowledged()
        #expect(try await bench.news().outcomes.map(\.id) == [id("b")])
        let (third, late) = try await command(bench)
        #expect(third == minion(3))
        #expect(late.deliverBefore > at(99) && late.deliverBefore <= at(100))
        #expect(try await bench.news().started == [id("c")])
    }

    @Test func `goes to nobody before its turn is in the store, and on when that writes again`() async throws {
        let bench = try await MasterBench(minions: 2)
        await bench.connect("a", "b")
        try await bench.coordinator.publish(rollout(Rollout(size: .count(1))), for: peer(1))
        let jid = try await answer(bench).jid
        _ = try await command(bench)
        _ = try await bench.news()
        #expect(await bench.store.openJobs().first?.started == [minion(1)])
        await bench.store.setFailingStarts(true)
        await bench.returned(jid, from: "a")
        _ = try await bench.acknowledged()
        _ = try await bench.news()
        await bench.store.failedStarts(3)
        #expect(bench.bus.all().isEmpty)
        await bench.store.setFailingStarts(false)
        #expect(try await command(bench).0 == minion(2))
        #expect(await bench.store.openJobs().first?.started == [minion(1), minion(2)])
    }

    @Test func `is left out where the job is for no more minions than it takes`() async throws {
        let bench = try await MasterBench(minions: 3)
        await bench.connect("a", "b", "c")
        try await bench.coordinator.publish(rollout(Rollout(size: .count(1)), above: 3), for: peer(1))
        #expect(try await !answer(bench).isRolledOut)
        guard case .broadcast = await bench.bus.next() else { throw NotThat() }
        try await bench.coordinator.publish(rollout(Rollout(size: .count(1)), above: 2), for: peer(1))
        #expect(try await answer(bench).isRolledOut)
        #expect(try await command(bench).0 == minion(1))
    }

    @Test func `a subset is of those that the target means, and of those that are there first`() async throws {
        let bench = try await MasterBench(minions: 5)
        await bench.connect("b", "d")
        var request = request(.glob("*"))
        for _ in 0..<20 {
            request.subset = 2
            try await bench.coordinator.publish(request, for: peer(1))
            #expect(try await answer(bench).minions == [id("b"), id("d")])
            _ = bench.bus.all()
            request.subset = 3
            try await bench.coordinator.publish(request, for: peer(1))
            let drawn = try await answer(bench).minions
            #expect(drawn.count == 3 && Set(drawn).isSuperset(of: [id("b"), id("d")]))
            _ = bench.bus.all()
        }
        request.subset = 9
        try await bench.coordinator.publish(request, for: peer(1))
        #expect(try await answer(bench).minions.count == 5)
    }

    @Test func `a job that is cancelled asks those alone that can have it`() async throws {
        let bench = try await MasterBench(minions: 3)
        await bench.connect("a", "b", "c")
        try await bench.coordinator.publish(rollout(Rollout(size: .count(1))), for: peer(1))
        let jid = try await answer(bench).jid
        _ = try await command(bench)
        _ = try await bench.news()
        async let done = bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        var asked: (MinionNumber, Command)?
        while asked == nil {
            if case .sent(let minion, let packet) = await bench.bus.next(),
                let found = try? CommandMessage(packet: packet).command
            {
                asked = (minion, found)
            }
        }
        let (minion, question) = try #require(asked)
        #expect(minion == BrineMasterTests.minion(1))
        await bench.returned(question.jid, from: "a", value: "")
        let texts = await done.mapValues(\.text)
        #expect(texts.count == 3)
        #expect(texts.values.allSatisfy { $0 == "Cancelled before it was delivered" })
    }

    @Test func `a master that starts goes on with those whose turn had not come`() async throws {
        let store = GatedStore()
        let first = try await MasterBench(minions: 2, store: store)
        await first.connect("a", "b")
        try await first.coordinator.publish(rollout(Rollout(size: .count(1))), for: peer(1))
        let jid = try await answer(first).jid
        _ = try await command(first)
        _ = try await first.news()
        let second = try await MasterBench(minions: 2, store: store)
        await second.connect("b")
        _ = second.bus.all()
        await second.coordinator.tick()
        #expect(second.bus.all().isEmpty)
        await second.returned(jid, from: "a")
        _ = try await second.acknowledged()
        #expect(try await command(second).0 == minion(2))
    }
}
