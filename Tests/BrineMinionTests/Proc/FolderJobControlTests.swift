import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The minion's jobs as its folders tell them` {
    private let folder: TemporaryFolder
    private let control: FolderJobControl
    private let notes: SignalNotes

    init() throws {
        folder = try TemporaryFolder()
        let settings = settings(in: folder) { $0.cachesJobs = true }
        control = FolderJobControl(settings)
        notes = SignalNotes(procFolder: settings.procFolder)
    }

    private func write(_ job: RunningJob, boot: String = ProcessIdentity.boot) throws {
        try DurableFolder("\(folder.path)/proc").write(ProcRecord(job, boot: boot).bytes, for: job.command.jid)
    }

    @Test func `are those that wait or whose worker is there`() throws {
        let child = try ChildProcess("sleep 3600")
        let running = try child.job(3)
        try write(running)
        try write(RunningJob(queued: command(1)))
        try write(RunningJob(command: command(2), worker: ProcessIdentity(pid: getpid(), startTime: 1)))
        try write(try child.job(4), boot: "another")
        try write(RunningJob(queued: command(5)), boot: "another")
        try DurableFolder("\(folder.path)/proc").write([0xc1], for: jid(6))
        let waiting = [1, 5].map { RunningJob(queued: command($0)) }
        #expect(control.runningJobs() == [waiting[0], running, waiting[1]])
        #expect(folder.names("proc").count == 6)
    }

    @Test func `are those of the others for a worker that asks`() throws {
        let (child, other) = (try ChildProcess("sleep 3600"), try ChildProcess("sleep 3600"))
        try write(try child.job(1))
        try write(try other.job(2))
        let settings = settings(in: folder) { $0.cachesJobs = true }
        let control = FolderJobControl(WorkerOrder(command(1), settings, grains: [:]))
        #expect(control.runningJobs() == [try other.job(2)])
        #expect(control.signal(jid(1), SIGKILL, by: caller("eva", 1)) == .notRunning)
        #expect(control.signal(jid(2), 0, by: caller("eva", 1)) == .sent(pid: other.pid))
        #expect(control.cachedReturn(of: jid(9)) == self.control.cachedReturn(of: jid(9)))
        try control.refreshGrains()
        #expect(FileStamp(of: settings.grainsMark) != nil)
    }

    @Test func `are none where there is no folder`() {
        #expect(control.runningJobs() == [])
        #expect(control.signal(jid(1), SIGTERM, by: caller("eva", 90)) == .notRunning)
    }

    @Test func `get a signal, and a note of who asked`() throws {
        let child = try ChildProcess("sleep 3600")
        try write(try child.job(1))
        #expect(control.signal(jid(1), 0, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(control.signal(jid(1), SIGTERM, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(child.reap() & 0x7f == SIGTERM)
        #expect(notes.notes(of: jid(1)) == [SignalNotes.Note(signal: SIGTERM, caller: caller("eva", 90))])
        #expect(control.signal(jid(1), SIGTERM, by: caller("eva", 91)) == .notRunning)
    }

    @Test(arguments: [0, SIGTERM, SIGKILL, SIGUSR1])
    func `that wait can be taken from the queue by the minion alone`(signal: Int32) throws {
        try write(RunningJob(queued: command(1)))
        #expect(control.signal(jid(1), signal, by: caller("eva", 90)) == .queued)
        #expect(control.runningJobs() == [RunningJob(queued: command(1))])
        #expect(notes.notes(of: jid(1)) == [])
    }

    @Test func `after a reboot no process is taken for a worker`() throws {
        let child = try ChildProcess("sleep 3600")
        try write(try child.job(1), boot: "another")
        #expect(control.signal(jid(1), SIGKILL, by: caller("eva", 90)) == .notRunning)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `have their returns found and cleared`() throws {
        try DurableFolder("\(folder.path)/minion_jobs").write(packet(1), for: jid(1))
        try DurableFolder("\(folder.path)/outbox").write(packet(2), for: jid(2))
        for number: Int64 in 1...2 {
            guard case .kept(let fields) = control.cachedReturn(of: jid(number)) else {
                Issue.record("the return of \(number) is not found")
                continue
            }
            #expect(fields["jid"] == .string(jid(number).description))
        }
        try control.clearCache(olderThan: .zero)
        #expect(folder.names("minion_jobs") == [])
        #expect(folder.names("outbox") == [jid(2).description])
    }

    @Test func `begin with new grains when the mark is renewed`() throws {
        let path = settings(in: folder).grainsMark
        #expect(FileStamp(of: path) == nil)
        try control.refreshGrains()
        #expect(FileStamp(of: path) != nil)
    }
}
