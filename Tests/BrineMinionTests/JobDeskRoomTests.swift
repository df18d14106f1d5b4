import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Jobs where no return has room to wait` {
    private let ping = FunctionName(module: "test", function: "ping")

    /// A minion whose outbox is full with one return.
    private func bench(_ change: (inout MinionSettings) -> Void = { _ in }) throws -> DeskBench {
        try DeskBench {
            $0.outboxLimit = 4_096
            change(&$0)
        }
    }

    private func held(_ number: Int64, at desk: JobDesk, _ bench: DeskBench) throws {
        let count = bench.descriptors.count
        #expect(desk.start(command(number)) == .held)
        #expect(bench.descriptors.count == count)
        #expect(try bench.job(number) == nil)
        #expect(try desk.packet(of: jid(number)) == nil)
        #expect(desk.takeFinished() == [])
    }

    @Test func `are not taken, leave nothing, and are taken when they come again`() throws {
        let bench = try bench()
        try bench.outbox.write(packet(1), for: jid(1))
        let desk = try bench.desk()
        try held(2, at: desk, bench)
        try held(2, at: desk, bench)
        desk.forget(jid(1))
        #expect(desk.start(command(2)) == .taken)
        #expect(try bench.job(2)?.worker != nil)
    }

    @Test func `hold up no function that answers at once`() throws {
        let bench = try bench()
        try bench.outbox.write(packet(1), for: jid(1))
        let desk = try bench.desk()
        #expect(desk.start(command(2, ping, CallArguments())) == .answered)
        #expect(try bench.jobReturn(2, at: desk).value == true)
        #expect(desk.takeFinished() == [jid(2)])
        try held(3, at: desk, bench)
    }

    @Test func `go on where they run, and their returns are kept above the bound`() throws {
        let bench = try bench()
        let desk = try bench.desk()
        for number: Int64 in 1...3 { #expect(desk.start(command(number)) == .taken) }
        try bench.outbox.write(packet(1), for: jid(1))
        for place in 0..<3 { try bench.end(place, at: desk) }
        #expect(desk.takeFinished() == [jid(1), jid(2), jid(3)])
        #expect(try bench.outbox.list().jids == [jid(1), jid(2), jid(3)])
        #expect(try bench.jobReturn(3, at: desk).state == .lost)
        try held(4, at: desk, bench)
        for number: Int64 in 1...2 { desk.forget(jid(number)) }
        try held(4, at: desk, bench)
        desk.forget(jid(3))
        #expect(desk.start(command(4)) == .taken)
    }

    @Test func `wait in the queue, and are begun when there is room`() throws {
        let bench = try bench { $0.processCountMax = 1 }
        let desk = try bench.desk()
        for number: Int64 in 1...3 { #expect(desk.start(command(number)) == .taken) }
        try bench.end(0, at: desk)
        #expect(bench.descriptors.count == 1)
        #expect(try bench.waiting() == [jid(2), jid(3)])
        desk.tick()
        #expect(bench.descriptors.count == 1)
        desk.forget(jid(1))
        #expect(try #require(desk.nextDeadline) <= .now)
        desk.tick()
        #expect(bench.descriptors.count == 2)
        #expect(try bench.waiting() == [jid(3)])
    }

    @Test func `wait in the queue of a minion that starts, and can be taken from it`() throws {
        let bench = try bench()
        try bench.outbox.write(packet(1), for: jid(1))
        for number: Int64 in 2...3 { try bench.leave(RunningJob(queued: command(number))) }
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(2), jid(3)])
        #expect(bench.descriptors == [])
        _ = try bench.call("term_job", [.string(jid(2).description)], as: 90, at: desk)
        desk.tick()
        #expect(desk.takeFinished() == [jid(90), jid(2)])
        #expect(try bench.jobReturn(2, at: desk).state == .terminated)
        for number: Int64 in 1...2 { desk.forget(jid(number)) }
        desk.tick()
        #expect(bench.descriptors.count == 1)
        #expect(try bench.job(3)?.worker != nil)
    }

    @Test func `are taken when somebody else has emptied the outbox`() throws {
        let bench = try bench()
        try bench.outbox.write(packet(1), for: jid(1))
        let desk = try bench.desk()
        try held(2, at: desk, bench)
        try bench.outbox.remove(jid(1))
        #expect(try desk.packet(of: jid(1)) == nil)
        #expect(desk.start(command(2)) == .taken)
    }

    @Test func `are not taken for what others have left, once it is seen`() throws {
        let bench = try bench()
        let desk = try bench.desk()
        let call = JobReturn(command(1), FunctionResult("done"))
        var own = call
        own.jid = JobID(at: LocalName.moment(for: jid(1).timestamp))
        try OwnCall.report(own, bench.settings)
        #expect(try desk.waitingReturns { _ in false } == [own.jid])
        try held(2, at: desk, bench)
    }

    @Test func `are not counted for a file that is none of ours`() throws {
        let bench = try bench()
        try bench.outbox.write([0xc1], for: jid(1))
        let desk = try bench.desk()
        try held(2, at: desk, bench)
        #expect(try desk.waitingReturns { _ in false } == [])
        #expect(desk.start(command(2)) == .taken)
    }

    @Test func `are not answered from memory either, beyond so many bytes there`() throws {
        let bench = try DeskBench()
        let desk = try bench.desk()
        let echo = FunctionName(module: "test", function: "echo")
        // A return has its job's arguments, too.
        let text = Value.string(String(repeating: "x", count: 14_000_000))
        for number: Int64 in 1...4 {
            let start = desk.start(command(number, echo, CallArguments([text])))
            #expect(start == (number < 4 ? .answered : .held))
        }
        #expect(desk.start(command(5, ping, CallArguments())) == .held)
        #expect(desk.start(command(6)) == .held)
        #expect(desk.takeFinished() == [jid(1), jid(2), jid(3)])
        desk.forget(jid(2))
        #expect(desk.start(command(5, ping, CallArguments())) == .answered)
    }

    @Test func `are not answered from memory either, beyond so many there`() throws {
        let bench = try DeskBench()
        let desk = try bench.desk()
        let most = Int64(OutboxBound.inMemory.returns)
        for number in 1...most { #expect(desk.start(command(number, ping, CallArguments())) == .answered) }
        #expect(desk.start(command(most + 1, ping, CallArguments())) == .held)
    }
}
