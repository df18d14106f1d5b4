import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Jobs beyond process_count_max` {
    private func bench(_ bound: Int) throws -> DeskBench {
        try DeskBench { $0.processCountMax = bound }
    }

    @Test func `wait on the disk, and the others run`() throws {
        let bench = try bench(2)
        let desk = try bench.desk()
        for number: Int64 in 1...4 { #expect(desk.start(command(number)) == .taken) }
        #expect(bench.descriptors.count == 2)
        #expect(try bench.waiting() == [jid(3), jid(4)])
        #expect(try bench.job(3) == RunningJob(queued: command(3)))
        #expect(try bench.job(1)?.worker != nil)
        #expect(desk.takeFinished() == [])
    }

    @Test func `are begun one by one in the order in which they came`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        let order: [Int64] = [3, 1, 4, 2]
        for number in order { #expect(desk.start(command(number)) == .taken) }
        for place in order.indices {
            #expect(bench.descriptors.count == place + 1)
            #expect(try bench.job(order[place])?.worker != nil)
            #expect(try bench.waiting() == order[(place + 1)...].map { jid($0) }.sorted())
            try bench.end(place, at: desk)
            #expect(desk.takeFinished() == [jid(order[place])])
        }
        #expect(bench.folder.names("proc") == [])
        #expect(desk.start(command(5)) == .taken)
        #expect(try bench.job(5)?.worker != nil)
    }

    @Test func `follow one that has returned as one that has not`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...2 { _ = desk.start(command(number)) }
        try bench.outbox.write(packet(1), for: jid(1))
        try bench.end(0, at: desk)
        #expect(try desk.packet(of: jid(1)) == packet(1))
        #expect(try bench.job(2)?.worker != nil)
    }

    @Test func `do not hold up functions that answer at once`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...2 { _ = desk.start(command(number)) }
        #expect(desk.start(command(3, FunctionName(module: "test", function: "ping"), CallArguments())) == .answered)
        #expect(try bench.jobReturn(3, at: desk).value == true)
    }

    @Test func `show as queued`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...2 { _ = desk.start(command(number)) }
        let rows = try #require(try bench.call("running", as: 90, at: desk).arrayValue)
        #expect(rows.map { $0["jid"]?.stringValue } == [jid(1), jid(2)].map(\.description))
        #expect(rows.map { $0["queued"] == true } == [false, true])
        #expect(rows[0]["pid"] == .int(Int64(try #require(try bench.job(1)?.worker?.pid))))
        #expect(rows[1]["pid"] == .null)
        try bench.end(0, at: desk)
        let later = try #require(try bench.call("running", as: 91, at: desk).arrayValue)
        #expect(later.map { $0["queued"] == true } == [false])
    }

    @Test(arguments: [("term_job", SIGTERM), ("kill_job", SIGKILL)])
    func `are withdrawn by saltutil, and return terminated`(function: String, signal: Int32) throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...3 { _ = desk.start(command(number)) }
        let answer = try bench.call(function, [.string(jid(2).description)], as: 90, at: desk)
        #expect(answer == .string("Signal \(signal) sent to job \(jid(2)), which was queued and will not start"))
        #expect(desk.takeFinished() == [jid(90)])
        // The disk has its time: what was withdrawn is written in the loop's next turns.
        #expect(try #require(desk.nextDeadline) <= .now)
        desk.tick()
        #expect(desk.takeFinished() == [jid(2)])
        let made = try bench.jobReturn(2, at: desk)
        #expect(made.state == .terminated)
        #expect(made.value == .string("The job was ended by signal \(signal), asked for by eva, before it began"))
        #expect(made.retcode == 128 + Int64(signal))
        #expect(bench.outbox.contains(jid(2)))
        #expect(try bench.job(2) == nil)
        #expect(try bench.call(function, [.string(jid(2).description)], as: 91, at: desk) == "")
        try bench.end(0, at: desk)
        #expect(try bench.job(3)?.worker != nil)
        try bench.end(1, at: desk)
        #expect(bench.descriptors.count == 2)
    }

    @Test func `that were withdrawn are returned by the next minion, and not begun`() throws {
        let bench = try bench(1)
        let first = try bench.desk(DeskBench.busy)
        for number: Int64 in 1...2 { _ = first.start(command(number)) }
        _ = try bench.call("term_job", [.string(jid(2).description)], as: 90, at: first)
        // The first one is killed before it has written the return.
        try withExtendedLifetime(first) {
            let second = try bench.desk(DeskBench.busy)
            #expect(try second.adopt() == [jid(1)])
            #expect(second.takeFinished() == [jid(2)])
            let made = try bench.jobReturn(2, at: second)
            #expect(made.state == .terminated)
            #expect(made.value == "The job was ended by signal 15, asked for by eva, before it began")
            #expect(bench.outbox.contains(jid(2)))
            #expect(try bench.job(2) == nil)
        }
    }

    @Test func `are withdrawn together with what runs`() throws {
        let bench = try bench(1)
        let desk = try bench.desk(DeskBench.busy)
        for number: Int64 in 1...3 { _ = desk.start(command(number)) }
        let texts = try #require(try bench.call("kill_all_jobs", as: 90, at: desk).arrayValue)
        #expect(texts.count == 3)
        desk.tick()
        #expect(bench.folder.names("proc").filter { !$0.hasPrefix(".") } == [jid(1).description])
        try bench.end(0, at: desk)
        for number: Int64 in 1...3 { #expect(try bench.jobReturn(number, at: desk).state == .terminated) }
        #expect(bench.descriptors.count == 1)
    }

    @Test func `are let be by another signal`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...2 { _ = desk.start(command(number)) }
        let answer = try bench.call("signal_job", [.string(jid(2).description), "USR1"], as: 90, at: desk)
        #expect(answer == .string("Signal 10 not sent to job \(jid(2)): it is queued and has no process yet"))
        #expect(try bench.waiting() == [jid(2)])
    }

    @Test func `are taken up by the next minion in this folder`() throws {
        let bench = try bench(1)
        let first = try bench.desk()
        for number: Int64 in 1...3 { _ = first.start(command(number)) }
        let descriptor = try #require(bench.descriptors.first)
        try withExtendedLifetime(first) { try waitUntilReadable(descriptor) }
        let second = try bench.desk()
        #expect(try second.adopt() == [jid(2), jid(3)])
        #expect(second.takeFinished() == [jid(1)])
        #expect(try bench.jobReturn(1, at: second).state == .lost)
        #expect(try bench.waiting() == [jid(3)])
        try bench.end(1, at: second)
        try bench.end(2, at: second)
        #expect(bench.folder.names("proc") == [])
    }

    @Test func `are begun behind one that cannot be`() throws {
        let bench = try bench(1)
        let desk = try bench.desk()
        for number: Int64 in 1...3 { _ = desk.start(command(number)) }
        // Something stands where the record of the second is written first.
        try bench.folder.makeFolder("proc/.\(jid(2)).\(getpid())")
        try bench.end(0, at: desk)
        var now = ContinuousClock.now
        for _ in 1...60 {
            #expect(try bench.waiting() == [jid(2), jid(3)])
            now += .seconds(1)
            desk.tick(at: now)
        }
        let value = try bench.jobReturn(2, at: desk).value
        #expect(value.stringValue?.hasPrefix("The minion cannot start the job: cannot write") == true)
        #expect(bench.outbox.contains(jid(2)))
        #expect(try bench.job(2) == nil)
        #expect(try bench.job(3)?.worker != nil)
    }
}
