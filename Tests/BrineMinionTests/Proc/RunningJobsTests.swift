import BrineCore
import BrineModules
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `Signals to running jobs` {
    private let running = RunningJobs()

    @Test func `the jobs are told in the order of their jids`() throws {
        let child = try ChildProcess("sleep 3600")
        for number: Int64 in [3, 1, 2] { running.add(try child.job(number)) }
        #expect(running.runningJobs().map(\.command.jid) == [jid(1), jid(2), jid(3)])
        running.remove(jid(2))
        #expect(running.runningJobs().map(\.command.jid) == [jid(1), jid(3)])
    }

    @Test func `a signal reaches the worker and all that it started`() throws {
        let child = try ChildProcess("sleep 3600 & sh -c 'sleep 3600 & echo; wait' & wait")
        try child.waitForLine()
        running.add(try child.job(1))
        #expect(running.signal(jid(1), SIGTERM, by: "eva") == .sent(pid: child.pid))
        try child.waitForTheEndOfAll()
        #expect(child.reap() & 0x7f == SIGTERM)
        #expect(running.remove(jid(1)) == RunningJobs.Asked(signal: SIGTERM, user: "eva"))
        #expect(running.remove(jid(1)) == nil)
    }

    @Test func `signal 0 only looks`() throws {
        let child = try ChildProcess("sleep 3600")
        running.add(try child.job(1))
        #expect(running.signal(jid(1), 0, by: "eva") == .sent(pid: child.pid))
        #expect(running.remove(jid(1)) == nil)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `of two signals the last is told`() throws {
        let child = try ChildProcess("trap '' TERM; echo; sleep 3600; sleep 3600")
        try child.waitForLine()
        running.add(try child.job(1))
        #expect(running.signal(jid(1), SIGTERM, by: "eva") == .sent(pid: child.pid))
        #expect(running.signal(jid(1), SIGKILL, by: "tom") == .sent(pid: child.pid))
        try child.waitForTheEndOfAll()
        #expect(child.reap() & 0x7f == SIGKILL)
        #expect(running.remove(jid(1)) == RunningJobs.Asked(signal: SIGKILL, user: "tom"))
    }

    @Test func `a job that does not run gets none`() throws {
        #expect(running.signal(jid(1), SIGKILL, by: "eva") == .notRunning)
        let child = try ChildProcess("exit 0")
        let job = RunningJob(command: command(1), pid: child.pid, startTime: 1)
        _ = child.reap()
        running.add(job)
        #expect(running.signal(jid(1), SIGKILL, by: "eva") == .notRunning)
        #expect(running.remove(jid(1)) == nil)
    }

    @Test func `a process that only has the pid gets none`() throws {
        let child = try ChildProcess("sleep 3600")
        var job = try child.job(1)
        job.startTime += 1
        running.add(job)
        #expect(running.signal(jid(1), SIGKILL, by: "eva") == .notRunning)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `what is no signal is refused with the system's reason`() throws {
        let child = try ChildProcess("sleep 3600")
        running.add(try child.job(1))
        #expect(running.signal(jid(1), 999, by: "eva") == .failed(reason: "Invalid argument"))
        #expect(running.remove(jid(1)) == nil)
    }
}
