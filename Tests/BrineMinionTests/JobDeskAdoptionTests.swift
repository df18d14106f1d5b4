import BrineCore
import BrineModules
import BrineWire
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The jobs that an earlier run has left` {
    private let bench: DeskBench

    init() throws {
        bench = try DeskBench()
    }

    /// A job whose worker is gone.
    private func gone(_ number: Int64) -> RunningJob {
        RunningJob(command: command(number), worker: ProcessIdentity(pid: getpid(), startTime: 1))
    }

    @Test func `one whose worker lives is taken over, and reported when that ends`() throws {
        let child = try ChildProcess("sleep 3600")
        try bench.leave(try child.job(1))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1)])
        #expect(try desk.waitingReturns { _ in false } == [])
        kill(child.pid, SIGKILL)
        try bench.end(0, at: desk)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try bench.jobReturn(1, at: desk).state == .lost)
        #expect(bench.outbox.contains(jid(1)))
        #expect(!bench.proc.contains(jid(1)))
    }

    @Test func `one whose worker lives and whose return is there runs until the worker ends`() throws {
        let child = try ChildProcess("sleep 3600")
        try bench.leave(try child.job(1))
        try bench.outbox.write(packet(1), for: jid(1))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1)])
        #expect(try bench.job(1) == child.job(1))
        #expect(desk.takeFinished() == [])
        kill(child.pid, SIGKILL)
        try bench.end(0, at: desk)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try desk.packet(of: jid(1)) == packet(1))
        #expect(try bench.job(1) == nil)
    }

    @Test func `what a worker that died while no minion was there had started is ended with its job`() throws {
        let child = try ChildProcess("(echo; exec sleep 3600) & wait")
        try child.waitForLine()
        try bench.leave(try child.job(1))
        kill(child.pid, SIGKILL)
        _ = child.reap()
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        #expect(try bench.jobReturn(1, at: desk).state == .lost)
        try child.waitForTheEndOfAll()
    }

    @Test func `one whose worker is gone is lost, and its return waits`() throws {
        try bench.leave(gone(1))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try desk.waitingReturns { _ in false } == [jid(1)])
        #expect(try bench.jobReturn(1, at: desk).state == .lost)
        #expect(bench.folder.names("proc") == [])
        desk.forget(jid(1))
        #expect(bench.folder.names("outbox") == [])
    }

    @Test func `after a reboot no process is taken for a worker`() throws {
        let child = try ChildProcess("sleep 3600")
        try bench.leave(try child.job(1), boot: "another")
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        #expect(try bench.jobReturn(1, at: desk).state == .lost)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `one whose worker left its return is not lost`() throws {
        try bench.outbox.write(packet(1), for: jid(1))
        try bench.leave(gone(1))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        #expect(try desk.waitingReturns { _ in false } == [jid(1)])
        #expect(try desk.packet(of: jid(1)) == packet(1))
        #expect(bench.folder.names("proc") == [])
    }

    @Test func `what is no file holds up nothing and leads nowhere`() throws {
        let desk = try bench.desk()
        for name in ["proc", "outbox"] {
            let path = "\(bench.folder.path)/\(name)"
            try bench.folder.makeFolder("\(name)/\(jid(1))")
            try #require(mkfifo("\(path)/\(jid(2))", 0o600) == 0)
            try #require(symlink("/proc/self/environ", "\(path)/\(jid(3))") == 0)
        }
        #expect(try desk.adopt() == [])
        #expect(try desk.waitingReturns { _ in false } == [])
        for name in ["proc", "outbox"] {
            #expect(bench.folder.names("\(name)/.damaged") == [jid(1), jid(2), jid(3)].map(\.description))
        }
    }

    @Test func `damaged and foreign files are set aside and stop nothing`() throws {
        let live = try ChildProcess("sleep 3600")
        try bench.leave(try live.job(1))
        try bench.proc.write([0xc1], for: jid(2))
        try bench.proc.write([], for: jid(3))
        try bench.proc.write(ProcRecord(try live.job(9), boot: ProcessIdentity.boot).bytes, for: jid(4))
        try bench.folder.write([], to: "proc/notes")
        try bench.outbox.write([1, 17, 0xc1], for: jid(5))
        try bench.outbox.write(packet(9), for: jid(6))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1)])
        #expect(try desk.waitingReturns { _ in false } == [])
        #expect(try bench.proc.list().jids == [jid(1)])
        let aside = [jid(2), jid(3), jid(4)].map(\.description) + ["notes"]
        #expect(bench.folder.names("proc/.damaged") == aside.sorted())
        #expect(bench.folder.names("outbox/.damaged") == [jid(5), jid(6)].map(\.description))
    }

    // MARK: Jobs that waited

    @Test(arguments: [ProcessIdentity.boot, "another"])
    func `those that waited are begun in the order of their jids, also after a reboot`(boot: String) throws {
        let bench = try DeskBench { $0.processCountMax = 1 }
        for number: Int64 in [3, 1, 2] { try bench.leave(RunningJob(queued: command(number)), boot: boot) }
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1), jid(2), jid(3)])
        #expect(try bench.waiting() == [jid(2), jid(3)])
        #expect(try bench.job(1)?.worker != nil)
        for place in 0..<3 { try bench.end(place, at: desk) }
        #expect(desk.takeFinished() == [jid(1), jid(2), jid(3)])
        #expect(bench.folder.names("proc") == [])
    }

    @Test func `those that waited are all begun where there is no bound any more`() throws {
        for number: Int64 in 1...3 { try bench.leave(RunningJob(queued: command(number))) }
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1), jid(2), jid(3)])
        #expect(try bench.waiting() == [])
        #expect(bench.descriptors.count == 3)
    }

    @Test func `those that waited wait on behind one that still runs`() throws {
        let bench = try DeskBench { $0.processCountMax = 1 }
        let child = try ChildProcess("sleep 3600")
        try bench.leave(try child.job(2))
        try bench.leave(RunningJob(queued: command(1)))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [jid(1), jid(2)])
        #expect(desk.start(command(3)) == .taken)
        #expect(try bench.waiting() == [jid(1), jid(3)])
        kill(child.pid, SIGKILL)
        try bench.end(0, at: desk)
        #expect(try bench.waiting() == [jid(3)])
    }

    @Test func `one that was withdrawn is not begun, though its record is still there`() throws {
        let withdrawal = RunningJobs.Withdrawal(jid: jid(1), signal: SIGTERM, user: "eva")
        let withdrawn = ReturnMessage(id: id("web"), JobReturn(command(1), withdrawnBy: withdrawal)).packet
        try bench.outbox.write(withdrawn, for: jid(1))
        try bench.leave(RunningJob(queued: command(1)))
        let desk = try bench.desk()
        #expect(try desk.adopt() == [])
        #expect(bench.descriptors == [])
        #expect(bench.folder.names("proc") == [])
        #expect(try desk.packet(of: jid(1)) == withdrawn)
    }

    @Test func `those that waited and cannot be started wait on, and are given up in the end`() throws {
        let bench = try DeskBench { $0.processCountMax = 1 }
        for number: Int64 in 1...2 { try bench.leave(RunningJob(queued: command(number))) }
        let desk = try bench.desk(shell: "/nowhere/worker")
        #expect(try desk.adopt() == [jid(1), jid(2)])
        #expect(desk.takeFinished() == [])
        var now = ContinuousClock.now
        for _ in 1...121 {
            now += .seconds(1)
            desk.tick(at: now)
        }
        #expect(desk.takeFinished() == [jid(1), jid(2)])
        for number: Int64 in 1...2 {
            let made = try bench.jobReturn(number, at: desk)
            #expect(made.state == .failed)
            #expect(made.value.stringValue?.hasPrefix("The minion cannot start the job: cannot start /nowhere") == true)
            #expect(bench.outbox.contains(jid(number)))
        }
        #expect(bench.folder.names("proc") == [])
    }
}
