import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Signals to running jobs` {
    private let folder: TemporaryFolder
    private let running: RunningJobs

    init() throws {
        folder = try TemporaryFolder()
        let settings = settings(in: folder) { $0.cachesJobs = true }
        running = RunningJobs(notes: SignalNotes(procFolder: settings.procFolder), cache: ReturnCache(settings))
    }

    private func note(_ signal: Int32, _ caller: SignalCaller) -> SignalNotes.Note {
        SignalNotes.Note(signal: signal, caller: caller)
    }

    @Test func `the jobs are told in the order of their jids`() throws {
        let child = try ChildProcess("sleep 3600")
        for number: Int64 in [3, 1] { running.set(try child.job(number)) }
        running.set(RunningJob(queued: command(2)))
        #expect(running.runningJobs().map(\.command.jid) == [jid(1), jid(2), jid(3)])
        running.remove(jid(2))
        #expect(running.runningJobs().map(\.command.jid) == [jid(1), jid(3)])
    }

    @Test func `a signal reaches the worker and all that it started`() throws {
        let child = try ChildProcess("sleep 3600 & sh -c 'sleep 3600 & echo; wait' & wait")
        try child.waitForLine()
        running.set(try child.job(1))
        #expect(running.signal(jid(1), SIGTERM, by: caller("eva", 90)) == .sent(pid: child.pid))
        try child.waitForTheEndOfAll()
        #expect(child.reap() & 0x7f == SIGTERM)
        #expect(running.notes.notes(of: jid(1)) == [note(SIGTERM, caller("eva", 90))])
    }

    @Test func `signal 0 only looks`() throws {
        let child = try ChildProcess("sleep 3600")
        running.set(try child.job(1))
        #expect(running.signal(jid(1), 0, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(running.notes.notes(of: jid(1)) == [])
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `of two signals both are noted, in their order`() throws {
        let child = try ChildProcess("trap '' TERM; echo; sleep 3600; sleep 3600")
        try child.waitForLine()
        running.set(try child.job(1))
        #expect(running.signal(jid(1), SIGTERM, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(running.signal(jid(1), SIGKILL, by: caller("tom", 91)) == .sent(pid: child.pid))
        try child.waitForTheEndOfAll()
        #expect(child.reap() & 0x7f == SIGKILL)
        let notes = [note(SIGTERM, caller("eva", 90)), note(SIGKILL, caller("tom", 91))]
        #expect(running.notes.notes(of: jid(1)) == notes)
    }

    @Test func `a job that does not run gets none`() throws {
        #expect(running.signal(jid(1), SIGKILL, by: caller("eva", 90)) == .notRunning)
        let child = try ChildProcess("exit 0")
        let job = RunningJob(command: command(1), worker: ProcessIdentity(pid: child.pid, startTime: 1))
        _ = child.reap()
        running.set(job)
        #expect(running.signal(jid(1), SIGKILL, by: caller("eva", 90)) == .notRunning)
        #expect(running.notes.notes(of: jid(1)) == [])
    }

    @Test func `a process that only has the pid gets none`() throws {
        let child = try ChildProcess("sleep 3600")
        let found = try #require(try child.job(1).worker)
        let other = ProcessIdentity(pid: found.pid, startTime: found.startTime + 1)
        running.set(RunningJob(command: command(1), worker: other))
        #expect(running.signal(jid(1), SIGKILL, by: caller("eva", 90)) == .notRunning)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `what is no signal is refused with the system's reason`() throws {
        let child = try ChildProcess("sleep 3600")
        running.set(try child.job(1))
        #expect(running.signal(jid(1), 999, by: caller("eva", 90)) == .failed(reason: "Invalid argument"))
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    // MARK: Jobs that wait

    @Test(arguments: [SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGTERM])
    func `a job that waits is withdrawn once by a signal that ends`(signal: Int32) {
        running.set(RunningJob(queued: command(1)))
        #expect(running.signal(jid(1), signal, by: caller("eva", 90)) == .withdrawn)
        #expect(running.runningJobs() == [])
        #expect(running.signal(jid(1), signal, by: caller("eva", 91)) == .notRunning)
        #expect(running.takeWithdrawn() == [RunningJobs.Withdrawal(jid: jid(1), signal: signal, user: "eva")])
        #expect(running.takeWithdrawn() == [])
    }

    @Test(arguments: [0, SIGUSR1, SIGSTOP, SIGCONT]) func `a job that waits is let be by another`(signal: Int32) {
        running.set(RunningJob(queued: command(1)))
        #expect(running.signal(jid(1), signal, by: caller("eva", 90)) == .queued)
        #expect(running.runningJobs() == [RunningJob(queued: command(1))])
        #expect(running.takeWithdrawn() == [])
    }

    @Test func `a job that has begun meanwhile is not withdrawn`() throws {
        let child = try ChildProcess("sleep 3600")
        running.set(RunningJob(queued: command(1)))
        running.set(try child.job(1))
        #expect(running.signal(jid(1), SIGKILL, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(running.takeWithdrawn() == [])
        #expect(child.reap() & 0x7f == SIGKILL)
    }

    // MARK: What else is asked for

    @Test func `a wish for new grains is taken once`() {
        #expect(!running.takeGrainsWish())
        running.refreshGrains()
        running.refreshGrains()
        #expect(running.takeGrainsWish())
        #expect(!running.takeGrainsWish())
    }

    @Test func `kept returns are found and cleared`() throws {
        try DurableFolder("\(folder.path)/minion_jobs").write(packet(1), for: jid(1))
        guard case .kept(let fields) = running.cachedReturn(of: jid(1)) else {
            Issue.record("it is not found")
            return
        }
        #expect(fields["return"] == "done")
        try running.clearCache(olderThan: .seconds(3_600))
        #expect(folder.names("minion_jobs") == [jid(1).description])
        try running.clearCache(olderThan: .zero)
        #expect(folder.names("minion_jobs") == [])
    }
}
