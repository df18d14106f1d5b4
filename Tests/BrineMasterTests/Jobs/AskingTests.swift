import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Asking minions` {
    private let running = FunctionName(module: "saltutil", function: "running")

    private func ask(_ bench: MasterBench, _ minions: [Int], _ duration: Duration) async -> [MinionNumber: [UInt8]] {
        await bench.coordinator.ask(running, CallArguments(), of: minions.map { minion($0) }, for: duration)
    }

    /// The jid of the question that went out to some minions.
    private func asked(_ bench: MasterBench, _ count: Int) async throws -> JobID {
        var jids: Set<JobID> = []
        for _ in 0..<count { jids.insert(try CommandMessage(packet: await bench.bus.next().packet).command.jid) }
        try #require(jids.count == 1)
        return try #require(jids.first)
    }

    @Test func `nobody has no answers`() async throws {
        let bench = try await MasterBench()
        #expect(await ask(bench, [], .seconds(3_600)).isEmpty)
        #expect(bench.bus.all() == [])
    }

    @Test func `ends with the last answer, and is never kept`() async throws {
        let bench = try await MasterBench()
        async let answers = ask(bench, [1, 3], .seconds(3_600))
        let jid = try await asked(bench, 2)
        await bench.returned(jid, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        await bench.returned(jid, from: "c")
        #expect(
            await answers
                == [1: "a", 3: "c"].reduce(into: [:]) { $0[minion($1.key)] = returnPacket(jid, from: $1.value) }
        )
        #expect(try await bench.acknowledged() == (minion(3), [jid]))
        #expect(await bench.store.jobs(JobQuery()) == [])
        #expect(await bench.store.batches == [])
        #expect(await bench.coordinator.tracker.jobs.isEmpty)
    }

    @Test func `ends with the time, without those who did not answer`() async throws {
        let bench = try await MasterBench()
        async let answers = ask(bench, [1, 2], .milliseconds(300))
        let jid = try await asked(bench, 2)
        await bench.returned(jid, from: "b")
        #expect(await answers == [minion(2): returnPacket(jid, from: "b")])
        #expect(await bench.coordinator.tracker.jobs.isEmpty)
    }

    @Test func `a late answer is acknowledged and goes no further`() async throws {
        let bench = try await MasterBench()
        #expect(await ask(bench, [1], .zero).isEmpty)
        let jid = try await asked(bench, 1)
        await bench.returned(jid, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        #expect(await bench.store.batches == [])
    }

    @Test func `an answer after the master gave up on a minion still counts`() async throws {
        let bench = try await MasterBench()
        async let answers = ask(bench, [1], .seconds(3_600))
        let jid = try await asked(bench, 1)
        bench.clock.set(3_601)
        await bench.coordinator.tick()
        await bench.returned(jid, from: "a")
        #expect(await answers == [minion(1): returnPacket(jid, from: "a")])
        #expect(await bench.store.batches == [])
    }

    @Test func `an answer of one who was not asked does not count`() async throws {
        let bench = try await MasterBench()
        async let answers = ask(bench, [1], .seconds(3_600))
        let jid = try await asked(bench, 1)
        await bench.returned(jid, from: "b")
        #expect(try await bench.acknowledged() == (minion(2), [jid]))
        await bench.returned(jid, from: "a")
        #expect(await answers == [minion(1): returnPacket(jid, from: "a")])
    }

    @Test func `a repeated answer counts once`() async throws {
        let bench = try await MasterBench()
        async let answers = ask(bench, [1, 2], .seconds(3_600))
        let jid = try await asked(bench, 2)
        for _ in 0..<2 { await bench.returned(jid, from: "a") }
        await bench.returned(jid, from: "b")
        #expect(await answers.count == 2)
    }

    @Test func `several questions at once do not mix`() async throws {
        let bench = try await MasterBench()
        async let first = ask(bench, [1], .seconds(3_600))
        let firstJID = try await asked(bench, 1)
        async let second = ask(bench, [1], .seconds(3_600))
        let secondJID = try await asked(bench, 1)
        await bench.returned(secondJID, from: "a")
        await bench.returned(firstJID, from: "a")
        #expect(await first == [minion(1): returnPacket(firstJID, from: "a")])
        #expect(await second == [minion(1): returnPacket(secondJID, from: "a")])
    }
}
