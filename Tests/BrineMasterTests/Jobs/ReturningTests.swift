import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Taking returns` {
    @Test func `a return is acknowledged when it is kept, not before`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.hold()
        await bench.returned(jid, from: "a")
        await bench.store.writes(3)
        #expect(bench.bus.all() == [])
        #expect(await bench.store.job(jid)?.outcomes == [])

        await bench.store.release()
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        let outcome = try #require(await bench.store.job(jid)?.outcomes.first)
        #expect(outcome.state == .succeeded)
        #expect(outcome.body == returnPacket(jid, from: "a"))
    }

    @Test func `what comes while one batch is written makes the next`() async throws {
        let bench = try await MasterBench()
        let jids = [try await bench.publish(), try await bench.publish()]
        await bench.store.hold()
        await bench.returned(jids[0], from: "a")
        await bench.store.writes(4)
        for name in ["b", "c"] { await bench.returned(jids[0], from: name) }
        await bench.returned(jids[1], from: "b")
        await bench.store.release()
        #expect(try await bench.acknowledged() == (minion(1), [jids[0]]))
        #expect(try await bench.acknowledged() == (minion(2), jids))
        #expect(try await bench.acknowledged() == (minion(3), [jids[0]]))
        #expect(await bench.store.batches.map(\.count) == [1, 3])
    }

    @Test func `a return in another's name is dropped`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.returned(jid, from: "a", as: "b")
        await bench.returned(jid, from: "c")
        #expect(try await bench.acknowledged() == (minion(3), [jid]))
        #expect(await bench.store.job(jid)?.outcomes.map(\.minion) == [minion(3)])
    }

    @Test func `a return for a job that nobody knows is acknowledged and dropped`() async throws {
        let bench = try await MasterBench()
        await bench.returned(jid(99), from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid(99)]))
        #expect(await bench.store.jobs(JobQuery()) == [])
    }

    @Test func `a return from a minion that was not asked is acknowledged and dropped`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish(.list([id("a")]), watch: true)
        await bench.returned(jid, from: "b")
        #expect(try await bench.acknowledged() == (minion(2), [jid]))
        #expect(bench.bus.all() == [])
        #expect(await bench.store.job(jid)?.outcomes == [])
        #expect(await bench.coordinator.liveJobs().count == 1)
    }

    @Test func `a repeated return is acknowledged again and told once`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish(watch: true)
        await bench.returned(jid, from: "a", value: 1)
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        #expect(try await bench.news().outcomes.map(\.id) == [id("a")])
        await bench.returned(jid, from: "a", value: 2)
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        await bench.returned(jid, from: "b")
        #expect(try await bench.acknowledged() == (minion(2), [jid]))
        #expect(try await bench.news().outcomes.map(\.id) == [id("b")])
        #expect(await bench.store.job(jid)?.outcomes.first?.body == returnPacket(jid, from: "a", value: 1))
    }

    @Test func `a return that cannot be written is acknowledged after it could`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        await bench.returned(jid, from: "a")
        await bench.store.writes(5)
        #expect(bench.bus.all() == [])
        await bench.store.setFailing(false)
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        #expect(await bench.store.job(jid)?.outcomes.map(\.minion) == [minion(1)])
        #expect(await bench.store.batches.allSatisfy { $0.map(\.minion) == [minion(1)] })
    }

    @Test func `a store that fails is told at once, then each minute, and once more when it works again`() async throws
    {
        let log = RecordingLog()
        let bench = try await MasterBench(log: log)
        func told() -> [String] { log.lines.filter { $0.contains("job store") } }
        let failing =
            "critical: cannot write to the job store, returns wait: the job store could not be written: the disk is full"
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        await bench.returned(jid, from: "a")
        await bench.store.writes(20)
        #expect(told() == [failing])
        bench.clock.set(61)
        await bench.store.writes(40)
        #expect(told() == [failing, failing])
        await bench.store.setFailing(false)
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        let working = "warning: the job store can be written again, after 61 s; what waited is kept now"
        #expect(told() == [failing, failing, working])
        // The next time within the minute is told at once again.
        await bench.store.setFailing(true)
        await bench.returned(jid, from: "b")
        await bench.store.writes(60)
        #expect(told() == [failing, failing, working, failing])
        await bench.coordinator.finishCommitting()
    }

    @Test(
        arguments: [
            [], [1], [1, 99, 0x80], [2, 17, 0x80], [1, 17, 0x80], [1, 17, 0xc1], [1, 16, 0x80], [1, 18, 0x90],
            [1, 1, 0x80],
        ] as [[UInt8]]
    )
    func `hostile bytes are dropped and hold up nothing`(packet: [UInt8]) async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.coordinator.receive([
            received(packet, from: "a"), received(returnPacket(jid, from: "b"), from: "b"),
        ])
        #expect(try await bench.acknowledged() == (minion(2), [jid]))
    }

    @Test func `a sender without a number is passed over`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.returned(jid, from: "stranger")
        await bench.returned(jid, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
    }

    @Test func `a verdict of the master's own is kept and told, and acknowledged to nobody`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish(watch: true)
        bench.clock.set(61)
        await bench.coordinator.tick()
        let news = try await bench.news()
        #expect(news.jid == jid)
        #expect(news.outcomes.map(\.state) == [.undelivered, .undelivered])
        #expect(bench.bus.all() == [])
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.undelivered, .undelivered])
        #expect(await bench.coordinator.liveJobs().isEmpty)
    }

    @Test func `a return overtakes the verdict that was given for want of one`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        bench.clock.set(61)
        await bench.coordinator.tick()
        await bench.coordinator.finishCommitting()
        await bench.returned(jid, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        #expect(await bench.store.job(jid)?.outcomes.map(\.state) == [.succeeded])
    }

    @Test func `what a minion ran of its own accord is kept once, under a jid of the master's`() async throws {
        let bench = try await MasterBench()
        let call = JobReturn(
            jid: jid(5),
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "eva",
            value: true
        )
        let packet = ReturnMessage(id: id("b"), call, isOwnCall: true).packet
        for _ in 0..<2 {
            await bench.coordinator.receive([received(packet, from: "b")])
            #expect(try await bench.acknowledged() == (minion(2), [jid(5)]))
        }
        let jobs = await bench.store.jobs(JobQuery())
        try #require(jobs.count == 1)
        #expect(jobs[0].jid != jid(5))
        #expect(jobs[0].target == .list([id("b")]))
        #expect(jobs[0].user == "eva")
        #expect(await bench.store.job(jobs[0].jid)?.outcomes.map(\.body) == [packet])

        await bench.store.setFailing(true)
        await bench.coordinator.receive([received(packet, from: "b")])
        await bench.store.writes(4)
        #expect(bench.bus.all() == [])
    }

    // MARK: Stopping

    @Test func `stopping waits until all is kept`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.hold()
        await bench.returned(jid, from: "a")
        await bench.store.writes(3)
        await bench.returned(jid, from: "b")
        async let finished: Void = bench.coordinator.finishCommitting()
        await bench.store.release()
        await finished
        #expect(await bench.store.job(jid)?.outcomes.map(\.minion) == [minion(1), minion(2)])
    }

    @Test func `stopping does not wait for a store that fails`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        await bench.returned(jid, from: "a")
        await bench.coordinator.finishCommitting()
        #expect(bench.bus.all() == [])
    }

    @Test func `stopping lets go of who is held back by a store that fails`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        let packet = returnPacket(jid, from: "a")
        let many = Array(repeating: received(packet, from: "a"), count: OutcomeQueue.limit)
        async let receiving: Void = bench.coordinator.receive(many)
        await bench.store.writes(4)
        await bench.coordinator.finishCommitting()
        await receiving
        #expect(bench.bus.all() == [])
    }

    @Test func `a full queue holds the socket back until there is room`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.store.hold()
        await bench.returned(jid, from: "b")
        await bench.store.writes(3)
        let packet = returnPacket(jid, from: "a")
        let many = Array(repeating: received(packet, from: "a"), count: OutcomeQueue.limit)
        async let receiving: Void = bench.coordinator.receive(many)
        await bench.store.release()
        await receiving
        #expect(try await bench.acknowledged() == (minion(2), [jid]))
        #expect(try await bench.acknowledged().0 == minion(1))
    }
}
