import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Publishing a job` {
    @Test func `tells the asker before the minions, who are told all at once`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a", "b", "c")
        try await bench.coordinator.publish(request(.glob("*")), for: peer(4))
        let entries = bench.bus.all()
        try #require(entries.count == 2)

        let answer = try PublishAnswer(packet: entries[0].packet)
        #expect(entries[0] == .told(peer(4), answer.packet))
        #expect(answer.tag == 7)
        #expect(answer.minions == [id("a"), id("b"), id("c")])
        #expect(answer.missing == [])

        let command = try CommandMessage(packet: entries[1].packet).command
        #expect(entries[1] == .broadcast(entries[1].packet))
        #expect(command.jid == answer.jid)
        #expect(command.deliverBefore == at(60))

        let stored = try #require(await bench.store.job(answer.jid))
        #expect(stored.job.minions == [minion(1), minion(2), minion(3)])
    }

    @Test func `goes to the own topics of those who are meant where not all are`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a", "b", "c")
        let target = Target.list([id("c"), id("x"), id("a")])
        try await bench.coordinator.publish(request(target), for: peer(1))
        let entries = bench.bus.all()
        try #require(entries.count == 3)
        let answer = try PublishAnswer(packet: entries[0].packet)
        #expect(answer.minions == [id("a"), id("c")])
        #expect(answer.missing == [id("x")])
        #expect(entries[1] == .sent(minion(1), entries[1].packet))
        #expect(entries[2] == .sent(minion(3), entries[1].packet))
    }

    @Test(arguments: [nil, .milliseconds(1_500)] as [Duration?])
    func `has its time limit kept and sent to the minions`(limit: Duration?) async throws {
        let bench = try await MasterBench()
        await bench.connect("a", "b", "c")
        var request = request(.glob("*"))
        request.timeLimit = limit
        try await bench.coordinator.publish(request, for: peer(1))
        let entries = bench.bus.all()
        try #require(entries.count == 2)
        let command = try CommandMessage(packet: entries[1].packet).command
        #expect(command.timeLimit == limit)
        #expect(await bench.store.job(command.jid)?.job.timeLimit == limit)
    }

    @Test func `gives a number to a minion that never had one`() async throws {
        let bench = try await MasterBench(minions: 2)
        bench.accepted.set([id("a"), id("b"), id("new")])
        let jid = try await bench.publish()
        #expect(await bench.store.job(jid)?.job.minions == [minion(1), minion(2), minion(3)])
        #expect(bench.roster.id(of: minion(3)) == id("new"))
    }

    @Test(arguments: [Target.glob("x*"), .list([]), .list([MinionID("x")].compactMap(\.self))])
    func `to nobody is refused and leaves nothing behind`(target: Target) async throws {
        let bench = try await MasterBench()
        await #expect(throws: PublishError.noMinions) {
            try await bench.coordinator.publish(request(target), for: peer(1))
        }
        #expect(bench.bus.all() == [])
        #expect(await bench.store.jobs(JobQuery()) == [])
        #expect(await bench.coordinator.liveJobs().isEmpty)
    }

    @Test func `that cannot be kept is neither told nor sent`() async throws {
        let bench = try await MasterBench()
        await bench.store.setFailing(true)
        await #expect(throws: JobStoreError.self) {
            try await bench.coordinator.publish(request(.glob("*")), for: peer(1))
        }
        #expect(bench.bus.all() == [])
        #expect(await bench.coordinator.liveJobs().isEmpty)
    }

    @Test func `is not told before it is kept`() async throws {
        let bench = try await MasterBench()
        await bench.store.hold()
        async let published: Void = bench.coordinator.publish(request(.glob("*")), for: peer(1))
        await bench.store.writes(2)
        #expect(bench.bus.all() == [])
        await bench.store.release()
        try await published
        #expect(bench.bus.all().map(\.kind) == [.publishAnswer, .command])
    }

    @Test func `sends a copy of its own to a minion that came while it was written`() async throws {
        let bench = try await MasterBench()
        await bench.connect("a")
        await bench.store.hold()
        async let published: Void = bench.coordinator.publish(request(.glob("*")), for: peer(1))
        await bench.store.writes(2)
        await bench.coordinator.note([.subscribed(id("b"), minion(2))])
        #expect(bench.bus.all().map(\.kind) == [.welcome])
        await bench.store.release()
        try await published
        let entries = bench.bus.all()
        try #require(entries.count == 3)
        #expect(entries[1] == .broadcast(entries[1].packet))
        #expect(entries[2] == .sent(minion(2), entries[1].packet))
    }

    /// It hears the broadcast, and only its welcome keeps it from running what it was not asked.
    @Test func `a minion accepted after its target was resolved is welcomed after its jid`() async throws {
        let bench = try await MasterBench(minions: 2)
        bench.accepted.set([id("a"), id("b"), id("new")])
        await bench.store.hold()
        async let published: Void = bench.coordinator.publish(request(.glob("*")), for: peer(1))
        await bench.store.writes(2)
        bench.accepted.set([id("a"), id("b"), id("new"), id("newer")])
        await bench.coordinator.note([.subscribed(id("newer"), minion(9))])
        let welcome = try WelcomeMessage(packet: try #require(bench.bus.all().first).packet)
        await bench.store.release()
        try await published
        let entries = bench.bus.all()
        #expect(try CommandMessage(packet: try #require(entries.last).packet).command.jid < welcome.after)
    }

    @Test func `goes out again later where the queue to the socket is full`() async throws {
        let bench = try await MasterBench(minions: 1)
        await bench.connect("a")
        bench.bus.setFull(true)
        let jid = try await bench.publish()
        bench.bus.setFull(false)
        bench.clock.set(2)
        await bench.coordinator.tick()
        let entries = bench.bus.all()
        #expect(entries.count == 1)
        #expect(try CommandMessage(packet: try #require(entries.first).packet).command.jid == jid)
    }

    @Test func `gives rising jids though the clock stands or goes back`() async throws {
        let bench = try await MasterBench()
        let first = try await bench.publish()
        let second = try await bench.publish()
        bench.clock.set(-100)
        let third = try await bench.publish()
        #expect(first < second)
        #expect(second < third)
        let again = try await MasterBench(store: bench.store)
        #expect(try await again.publish() > third)
    }

    @Test func `is refused by a master that stops`() async throws {
        let bench = try await MasterBench()
        await bench.coordinator.stopPublishing()
        await #expect(throws: PublishError.stopping) {
            try await bench.coordinator.publish(request(.glob("*")), for: peer(1))
        }
        #expect(await bench.store.jobs(JobQuery()) == [])
    }
}
