import BrineCore
import BrineModules
import BrineWire
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The minion's jobs` {
    private let bench: DeskBench

    init() throws {
        bench = try DeskBench()
    }

    // MARK: Answering at once

    @Test func `an inline function is answered from memory, until it is acknowledged`() throws {
        let desk = try bench.desk()
        let ping = command(1, FunctionName(module: "test", function: "ping"), CallArguments())
        #expect(desk.start(ping) == .answered)
        let made = try bench.jobReturn(1, at: desk)
        #expect(made.value == true)
        #expect(made.state == .succeeded)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(desk.takeFinished() == [])
        #expect(bench.folder.names("proc") == [])
        #expect(bench.folder.names("outbox") == [])
        desk.forget(jid(1))
        #expect(try desk.packet(of: jid(1)) == nil)
    }

    @Test func `what is no function, or wrongly called, is answered too`() throws {
        let desk = try bench.desk()
        #expect(desk.start(command(1, FunctionName(module: "no", function: "thing"))) == .answered)
        #expect(try bench.jobReturn(1, at: desk).retcode == 254)
        let wrong = command(2, FunctionName(module: "test", function: "ping"), CallArguments(["too", "many"]))
        #expect(desk.start(wrong) == .answered)
        #expect(try bench.jobReturn(2, at: desk).state == .failed)
    }

    @Test func `what an executable might serve is a worker's to find out`() throws {
        let bench = try DeskBench { $0.moduleFolders = ["\($0.cacheFolder)/modules"] }
        let desk = try bench.desk()
        #expect(desk.start(command(1, FunctionName(module: "thing", function: "go"))) == .taken)
        #expect(bench.descriptors.count == 1)
    }

    @Test func `several inline functions are one job that is answered from memory`() throws {
        let desk = try bench.desk()
        #expect(desk.start(try command(1, several: "test.ping", "no.thing", "saltutil.running")) == .answered)
        let made = try bench.jobReturn(1, at: desk)
        #expect(
            made.value == ["test.ping": true, "no.thing": "'no.thing' is not available.", "saltutil.running": []]
        )
        #expect(made.retcode == 254 && made.state == .failed)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(bench.folder.names("proc") == [])
    }

    @Test func `several functions are one job of a worker where one of them needs it`() throws {
        let desk = try bench.desk("exec cat > '\(bench.folder.path)'/order-$$")
        let command = try command(1, several: "test.ping", "cmd.run", "test.sleep")
        var limited = command
        limited.calls = try #require(
            Calls(command.calls.all.map { FunctionCall($0.function, CallArguments($0.arguments.positional + [1])) })
        )
        #expect(desk.start(limited) == .taken)
        let worker = try #require(try bench.job(1)?.worker)
        #expect(try bench.job(1) == RunningJob(command: limited, worker: worker))
        try bench.end(0, at: desk)
        let order = try WorkerOrder(bytes: bench.folder.read("order-\(worker.pid)"))
        #expect(order.command == limited)
        #expect(bench.descriptors.count == 1)
    }

    @Test func `a job that cannot be started is answered with the reason, and leaves no record`() throws {
        let desk = try bench.desk(shell: "/nowhere/worker")
        #expect(desk.start(command(1)) == .answered)
        let made = try bench.jobReturn(1, at: desk)
        let reason = "cannot start /nowhere/worker: No such file or directory"
        #expect(made.value == .string("The minion cannot start the job: \(reason)"))
        #expect(made.state == .failed)
        #expect(made.retcode == 1)
        #expect(bench.folder.names("proc") == [])
    }

    @Test func `a job of which no record can be written is answered with the reason, and gets no worker`() throws {
        let desk = try bench.desk()
        bench.folder.remove("proc")
        try bench.folder.write([], to: "proc")
        for number: Int64 in 1...2 {
            #expect(desk.start(command(number)) == .answered)
            #expect(try bench.jobReturn(number, at: desk).retcode == 1)
        }
        #expect(bench.descriptors == [])
    }

    @Test func `a worker that nobody knows has no job`() throws {
        let desk = try bench.desk()
        desk.workersEnded([0])
        #expect(desk.takeFinished() == [])
    }

    // MARK: Workers

    @Test func `a job is on the disk before its worker has it, and until its return is`() throws {
        let desk = try bench.desk()
        #expect(desk.start(command(1)) == .taken)
        let worker = try #require(try bench.job(1)?.worker)
        #expect(try bench.job(1) == RunningJob(command: command(1), worker: worker))
        #expect(desk.takeFinished() == [])
        try bench.outbox.write(packet(1), for: jid(1))
        try bench.end(0, at: desk)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try desk.packet(of: jid(1)) == packet(1))
        #expect(try bench.job(1) == nil)
    }

    @Test func `a worker gets its order whole, with the minion's settings`() throws {
        let desk = try bench.desk("exec cat > '\(bench.folder.path)'/order-$$")
        #expect(desk.start(command(1)) == .taken)
        let pid = try #require(try bench.job(1)?.worker?.pid)
        try bench.end(0, at: desk)
        let order = try WorkerOrder(bytes: bench.folder.read("order-\(pid)"))
        #expect(order == WorkerOrder(command(1), bench.settings, grains: order.grains))
        #expect(order.grains["id"] == "web")
    }

    @Test func `a worker that ends without a return is told of`() throws {
        let desk = try bench.desk("cat > /dev/null; exit 3")
        _ = desk.start(command(1))
        try bench.end(0, at: desk)
        #expect(desk.takeFinished() == [jid(1)])
        let made = try bench.jobReturn(1, at: desk)
        #expect(made.state == .lost)
        #expect(made.value.stringValue?.contains("exited with code 3") == true)
        #expect(bench.outbox.contains(jid(1)))
        #expect(try bench.job(1) == nil)
    }

    @Test func `what a worker has started that ended without a return is ended with it`() throws {
        let desk = try bench.desk("cat > /dev/null; sleep 3600 & echo $! > '\(bench.folder.path)/child'; exit 1")
        _ = desk.start(command(1))
        try bench.end(0, at: desk)
        // A signal is sent and not waited for: the process may have a moment yet.
        let end = ContinuousClock.now + .seconds(10)
        while try ProcessIdentity(runningAs: child()) != nil, ContinuousClock.now < end { sched_yield() }
        #expect(try ProcessIdentity(runningAs: child()) == nil)
    }

    @Test func `what a worker has started that has returned may go on`() throws {
        let desk = try bench.desk("cat > /dev/null; sleep 3600 & echo $! > '\(bench.folder.path)/child'; exit 0")
        _ = desk.start(command(1))
        try bench.outbox.write(packet(1), for: jid(1))
        try bench.end(0, at: desk)
        let pid = try child()
        #expect(ProcessIdentity(runningAs: pid) != nil)
        kill(pid, SIGKILL)
    }

    /// The pid that a worker has written down.
    private func child() throws -> Int32 {
        try #require(Int32(String(decoding: bench.folder.read("child").dropLast(), as: UTF8.self)))
    }

    // MARK: Signals

    @Test func `a job that is terminated says by whom`() throws {
        let desk = try bench.desk(DeskBench.busy)
        _ = desk.start(command(1))
        let pid = try #require(try bench.job(1)?.worker?.pid)
        let answer = try bench.call("term_job", [.string(jid(1).description)], as: 90, at: desk)
        #expect(answer == .string("Signal 15 sent to job \(jid(1)) at pid \(pid)"))
        try bench.end(0, at: desk)
        let made = try bench.jobReturn(1, at: desk)
        #expect(made.state == .terminated)
        #expect(made.value == "The job was ended by signal 15, asked for by eva")
        #expect(bench.folder.names("proc/.signals") == [])
    }

    @Test func `a job that is killed while nobody looks says by whom`() throws {
        let child = try ChildProcess("sleep 3600")
        try bench.leave(try child.job(1))
        let notes = SignalNotes(procFolder: bench.settings.procFolder)
        try notes.add(SignalNotes.Note(signal: SIGKILL, caller: caller("tom", 90)), to: jid(1))
        try notes.add(SignalNotes.Note(signal: SIGKILL, caller: caller("tom", 90)), to: jid(7))
        kill(child.pid, SIGKILL)
        _ = child.reap()
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        let made = try bench.jobReturn(1, at: desk)
        #expect(made.state == .terminated)
        #expect(made.value == "The job was ended by signal 9, asked for by tom")
        #expect(bench.folder.names("proc/.signals") == [])
    }

    // MARK: Where the disk takes nothing

    /// Has a job's return refused by the disk by what stands where it is written first.
    private func refuse(_ number: Int64) throws {
        try bench.folder.makeFolder(obstacle(number))
    }

    private func obstacle(_ number: Int64) -> String {
        "outbox/.\(jid(number)).\(getpid())"
    }

    @Test func `a return that cannot be written keeps the job's record until the master has it`() throws {
        let desk = try bench.desk()
        _ = desk.start(command(1))
        try refuse(1)
        try bench.end(0, at: desk)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try bench.jobReturn(1, at: desk).state == .lost)
        #expect(!bench.outbox.contains(jid(1)))
        #expect(try bench.job(1) != nil)
        desk.forget(jid(1))
        #expect(try bench.job(1) == nil)
    }

    @Test func `who asked for the end is known until the return is on the disk`() throws {
        let text: Value = "The job was ended by signal 9, asked for by eva"
        let desk = try bench.desk(DeskBench.busy)
        _ = desk.start(command(1))
        _ = try bench.call("kill_job", [.string(jid(1).description)], as: 90, at: desk)
        try refuse(1)
        try bench.end(0, at: desk)
        #expect(try bench.jobReturn(1, at: desk).value == text)
        // The minion is ended before the master has it, and another finds the disk mended.
        bench.folder.remove(obstacle(1))
        let next = try bench.desk()
        #expect(try next.adopt() == [])
        #expect(try bench.jobReturn(1, at: next).value == text)
        #expect(bench.outbox.contains(jid(1)))
        #expect(bench.folder.names("proc") == [".signals"])
        #expect(bench.folder.names("proc/.signals") == [])
    }

    // MARK: Afterwards

    @Test func `returns are kept with cache_jobs, found, and cleared by age`() throws {
        let bench = try DeskBench {
            $0.cachesJobs = true
            $0.keepJobs = .seconds(3_600)
        }
        let desk = try bench.desk()
        for number: Int64 in 1...2 {
            _ = desk.start(command(number, FunctionName(module: "test", function: "ping"), CallArguments()))
            desk.forget(jid(number))
        }
        let found = try bench.call("find_cached_job", [.string(jid(1).description)], as: 90, at: desk)
        #expect(found["return"] == true)
        try bench.folder.setAge("minion_jobs/\(jid(1))", to: 7_200)
        desk.cleanUp()
        #expect(bench.folder.names("minion_jobs") == [jid(2), jid(90)].map(\.description))
        #expect(try bench.call("clear_job_cache", [0], as: 91, at: desk) == true)
        #expect(bench.folder.names("minion_jobs") == [jid(91).description])
    }
}
