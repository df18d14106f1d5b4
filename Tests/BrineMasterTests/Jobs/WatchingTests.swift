import BrineCore
import BrineTransport
import BrineWire
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Watching a job` {
    private func watch(_ bench: MasterBench, _ jid: JobID, have: UInt64, by number: UInt8 = 2) async throws -> Bool {
        try await bench.coordinator.watch(WatchRequest(tag: 9, jid: jid, have: have), for: peer(number))
    }

    @Test func `tells each watcher each outcome`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish(watch: true)
        #expect(try await watch(bench, jid, have: 0))
        #expect(bench.bus.all().map(\.kind) == [.jobStanding])
        await bench.returned(jid, from: "a")
        _ = try await bench.acknowledged()
        let told = [await bench.bus.next(), await bench.bus.next()]
        let news = JobNews(
            jid: jid,
            outcomes: [
                JobNews.Entry(id: id("a"), state: .succeeded, since: at(0), packet: returnPacket(jid, from: "a"))
            ]
        )
        #expect(Set(told) == [.told(peer(1), news.packet), .told(peer(2), news.packet)])
    }

    @Test func `tells how the rest stands`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        bench.clock.set(1)
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "b")])
        #expect(try await watch(bench, jid, have: 0))
        let entries = bench.bus.all()
        try #require(entries.count == 1)
        let standing = try JobStanding(packet: entries[0].packet)
        #expect(entries[0] == .told(peer(2), standing.packet))
        #expect(standing.tag == 9)
        #expect(standing.jid == jid)
        #expect(
            Set(standing.waiting) == [
                JobStanding.Entry(id: id("a"), state: .pending, since: at(0)),
                JobStanding.Entry(id: id("b"), state: .running, since: at(1)),
                JobStanding.Entry(id: id("c"), state: .pending, since: at(0)),
            ]
        )
    }

    @Test(arguments: [0, 1, 2, 3] as [UInt64])
    func `tells all outcomes to one who has another number of them`(have: UInt64) async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        for name in ["a", "c"] {
            await bench.returned(jid, from: name)
            _ = try await bench.acknowledged()
        }
        #expect(try await watch(bench, jid, have: have))
        let entries = bench.bus.all()
        #expect(entries.map(\.kind) == (have == 2 ? [.jobStanding] : [.jobNews, .jobStanding]))
        if have != 2 {
            #expect(try JobNews(packet: entries[0].packet).outcomes.map(\.id) == [id("a"), id("c")])
        }
    }

    @Test func `of an ended job tells that nobody is waited for`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        await bench.returned(jid, from: "a")
        _ = try await bench.acknowledged()
        #expect(try await watch(bench, jid, have: 0))
        let entries = bench.bus.all()
        try #require(entries.map(\.kind) == [.jobNews, .jobStanding])
        #expect(try JobStanding(packet: entries[1].packet).waiting == [])
    }

    @Test func `of an unknown job is refused`() async throws {
        let bench = try await MasterBench()
        #expect(try await !watch(bench, jid(5), have: 0))
        #expect(bench.bus.all() == [])
    }

    @Test func `tells in numbers how a job stands, and nothing of what has ended`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        func counts() async -> [JobState: Int] {
            await bench.coordinator.progress(ProgressRequest(tag: 7, jid: jid)).counts
        }
        #expect(await counts() == [.pending: 3])
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "b")])
        #expect(await counts() == [.pending: 2, .running: 1])
        await bench.returned(jid, from: "b")
        _ = try await bench.acknowledged()
        #expect(await counts() == [.pending: 2])
        let unknown = await bench.coordinator.progress(ProgressRequest(tag: 7, jid: BrineMasterTests.jid(5)))
        #expect(unknown == JobProgress(tag: 7, jid: BrineMasterTests.jid(5), counts: [:]))
    }

    @Test func `ends with the command`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish(watch: true)
        await bench.coordinator.forget(peer(1))
        await bench.returned(jid, from: "a")
        _ = try await bench.acknowledged()
        #expect(bench.bus.all() == [])
    }
}
