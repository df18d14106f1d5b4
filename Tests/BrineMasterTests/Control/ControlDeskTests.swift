import BrineCore
import BrineWire
import Logging
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `The control desk` {
    private func desk(_ bench: MasterBench) -> ControlDesk {
        ControlDesk(
            coordinator: bench.coordinator,
            runners: bench.runnerDesk(),
            events: bench.events,
            send: { bench.bus.tell($0, $1) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    @Test func `has a command listen for events until it is gone`() async throws {
        let bench = try await MasterBench()
        let desk = desk(bench)
        for tag: UInt64 in [1, 2] { await desk.handle(EventRequest(tag: tag, match: "a").packet, from: peer(1)) }
        bench.events.announce(.minionStarted(id("a")), at: at(0))
        #expect(bench.bus.all() == [.told(peer(1), EventNews(tag: 1, events: [], begins: true).packet)])
        #expect(bench.events.isHeard)
        await bench.coordinator.forget(peer(1))
        #expect(!bench.events.isHeard)
    }

    @Test func `tells the newest jobs, and keeps nothing of the question`() async throws {
        let bench = try await MasterBench()
        let desk = desk(bench)
        for number: Int64 in 1...2 { try await bench.store.add(job(number, for: [])) }
        for tag: UInt64 in [5, 6] {
            await desk.handle(NewestJobsRequest(tag: tag).packet, from: peer(1))
            let answer = try NewestJobsAnswer(packet: try #require(bench.bus.all().first).packet)
            #expect(answer.tag == tag)
            #expect(answer.jobs.map(\.jid) == [jid(2), jid(1)])
        }
    }

    @Test func `refuses one listener too many`() async throws {
        let bench = try await MasterBench()
        let desk = desk(bench)
        for number in 0..<EventBoard.listenerLimit {
            await desk.handle(EventRequest(tag: 1, match: "*").packet, from: peer(UInt8(number)))
        }
        _ = bench.bus.all()
        await desk.handle(EventRequest(tag: 7, match: "*").packet, from: peer(200))
        let refusal = try Failure(packet: try #require(bench.bus.all().first).packet)
        #expect(refusal.tag == 7 && refusal.code == .unavailable)
        #expect(refusal.message == "100 commands listen for events already")
    }

    @Test func `answers what it does not understand with the request's tag`() async throws {
        let bench = try await MasterBench()
        let long = EventRequest(tag: 7, match: String(repeating: "*", count: 1_025)).packet
        await desk(bench).handle(long, from: peer(1))
        let refusal = try Failure(packet: try #require(bench.bus.all().first).packet)
        #expect(refusal.tag == 7 && refusal.code == .badRequest && refusal.message.contains("at most 1024 bytes"))
    }

    @Test(arguments: [StateEvent.name, JobsWatch.name])
    func `a runner that has no single answer says so`(function: FunctionName) async throws {
        let bench = try await MasterBench()
        let request = RunRequest(tag: 7, function: function, arguments: CallArguments(), user: "root")
        await desk(bench).handle(request.packet, from: peer(1))
        let answer = try RunAnswer(packet: try #require(bench.bus.all().first).packet)
        #expect(!answer.success && answer.jid == nil)
        #expect(answer.value == .string("\(function) gives no single answer: salt-run shows what comes as it comes."))
    }
}
