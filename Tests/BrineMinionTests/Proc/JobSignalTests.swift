import BrineCore
import BrineModules
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `Sending a signal to a job` {
    private let folder: TemporaryFolder
    private let notes: SignalNotes

    init() throws {
        folder = try TemporaryFolder()
        notes = SignalNotes(procFolder: "\(folder.path)/proc")
    }

    private func send(_ signal: Int32, to child: ChildProcess, by caller: SignalCaller) throws -> SignalOutcome {
        let worker = try #require(try child.job(1).worker)
        return JobSignal.send(signal, to: worker, of: jid(1), by: caller, notes)
    }

    /// A process that tells each SIGUSR1 in a line, and ends with SIGTERM when it has told those before it.
    private func listener() throws -> ChildProcess {
        // While `read` waits a signal interrupts it; the pipe that it reads has its writer in the same shell.
        let child = try ChildProcess(
            """
            trap 'echo usr1' USR1
            trap 'echo end; exit 0' TERM
            mkfifo '\(folder.path)/wait'
            exec 3<> '\(folder.path)/wait'
            echo ready
            while :; do read -r line <&3; done
            """
        )
        #expect(try child.waitForLine() == "ready")
        return child
    }

    @Test func `does so once for each call, however often that is made`() throws {
        let child = try listener()
        for _ in 0..<3 {
            #expect(try send(SIGUSR1, to: child, by: caller("eva", 90)) == .sent(pid: child.pid))
        }
        #expect(try child.waitForLine() == "usr1")
        #expect(try send(SIGTERM, to: child, by: caller("eva", 91)) == .sent(pid: child.pid))
        #expect(try child.waitForLine() == "end")
        #expect(notes.notes(of: jid(1)).map(\.caller.call) == [jid(90), jid(91)])
    }

    @Test func `does so for each of several calls, users and signals`() throws {
        let child = try listener()
        for caller in [caller("eva", 90), caller("eva", 91), caller("tom", 91)] {
            #expect(try send(SIGUSR1, to: child, by: caller) == .sent(pid: child.pid))
            #expect(try child.waitForLine() == "usr1")
        }
        #expect(try send(SIGTERM, to: child, by: caller("tom", 91)) == .sent(pid: child.pid))
        #expect(try child.waitForLine() == "end")
    }

    @Test func `wakes with SIGTERM what is stopped`() throws {
        let child = try ChildProcess("sleep 3600 & echo; wait")
        try child.waitForLine()
        #expect(try send(SIGSTOP, to: child, by: caller("eva", 90)) == .sent(pid: child.pid))
        try child.waitUntilStopped()
        #expect(try send(SIGTERM, to: child, by: caller("eva", 91)) == .sent(pid: child.pid))
        try child.waitForTheEndOfAll()
        #expect(child.reap() & 0x7f == SIGTERM)
    }

    @Test func `does nothing where the worker is gone`() throws {
        let child = try ChildProcess("sleep 3600")
        let worker = try #require(try child.job(1).worker)
        kill(child.pid, SIGKILL)
        try child.waitUntilZombie()
        #expect(JobSignal.send(SIGTERM, to: worker, of: jid(1), by: caller("eva", 90), notes) == .notRunning)
        _ = child.reap()
        #expect(JobSignal.send(SIGTERM, to: worker, of: jid(1), by: caller("eva", 90), notes) == .notRunning)
        #expect(folder.names() == [])
    }

    @Test func `needs no room on the disk`() throws {
        try folder.makeFolder("proc")
        try folder.write([], to: "proc/.signals")
        let child = try ChildProcess("sleep 3600")
        #expect(try send(SIGTERM, to: child, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(child.reap() & 0x7f == SIGTERM)
    }

    @Test func `notes it before it is sent, and looking is not noted`() throws {
        let child = try ChildProcess("sleep 3600")
        #expect(try send(0, to: child, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(folder.names() == [])
        #expect(try send(SIGKILL, to: child, by: caller("eva", 90)) == .sent(pid: child.pid))
        #expect(notes.notes(of: jid(1)) == [SignalNotes.Note(signal: SIGKILL, caller: caller("eva", 90))])
        #expect(child.reap() & 0x7f == SIGKILL)
    }

    @Test func `knows the signals that ask a process to end`() {
        let ending = (0...64).filter { JobSignal.endsProcesses(Int32($0)) }
        #expect(ending == [1, 2, 3, 9, 15])
    }
}
