import BrineCore
import BrineModules
import BrineWire
import Glibc
import Logging
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The minion's jobs` {
    private let folder: TemporaryFolder
    private let proc: DurableFolder
    private let outbox: DurableFolder
    private let settings: MinionSettings

    init() throws {
        folder = try TemporaryFolder()
        settings = MinionSettings(
            id: id("web"),
            master: "localhost",
            enrolmentPort: 4_507,
            masterFinger: "",
            keyFolder: "\(folder.path)/pki",
            cacheFolder: folder.path,
            logFile: "/dev/null",
            acceptanceWait: .seconds(10),
            reconnectInterval: .seconds(2),
            returnLimit: 1_000_000,
            extraGrains: [:]
        )
        proc = DurableFolder(settings.procFolder)
        outbox = DurableFolder(settings.outboxFolder)
    }

    private func desk(watching watch: @escaping (Int32) -> Void = { _ in }) throws -> JobDesk {
        try JobDesk(
            settings,
            // Reads its order and ends: these tests need no worker that works.
            executable: WorkerExecutable(path: "/bin/cat", arguments: ["cat"], log: "/dev/null"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            watching: watch
        )
    }

    private func jobReturn(_ desk: JobDesk, _ number: Int64) throws -> JobReturn {
        try ReturnMessage(packet: try #require(try desk.packet(of: jid(number)))).jobReturn
    }

    // MARK: Answering at once

    @Test func `an inline function is answered from memory, until it is acknowledged`() throws {
        let desk = try desk()
        let ping = command(1, FunctionName(module: "test", function: "ping"), CallArguments())
        #expect(desk.start(ping) == .answered)
        let made = try jobReturn(desk, 1)
        #expect(made.value == true)
        #expect(made.state == .succeeded)
        #expect(folder.names("proc") == [])
        #expect(folder.names("outbox") == [])
        desk.forget(jid(1))
        #expect(try desk.packet(of: jid(1)) == nil)
    }

    @Test func `what is no function, or wrongly called, is answered too`() throws {
        let desk = try desk()
        #expect(desk.start(command(1, FunctionName(module: "no", function: "thing"))) == .answered)
        #expect(try jobReturn(desk, 1).retcode == 254)
        let wrong = command(2, FunctionName(module: "test", function: "ping"), CallArguments(["too", "many"]))
        #expect(desk.start(wrong) == .answered)
        #expect(try jobReturn(desk, 2).state == .failed)
    }

    @Test func `a worker that nobody knows has no job`() throws {
        let desk = try desk()
        desk.workerEnded(0)
        #expect(desk.takeFinished() == [])
    }

    // MARK: After a start

    @Test func `a job whose worker lives is taken over, and reported when that ends`() throws {
        let child = try ChildProcess("sleep 3600")
        try proc.write(ProcRecord(try child.job(1), boot: ProcessIdentity.boot).bytes, for: jid(1))
        let watched = Watched()
        let desk = try desk { watched.descriptors.append($0) }
        #expect(try desk.adopt() == [jid(1)])
        #expect(try desk.waitingReturns { _ in false } == [])
        let descriptor = try #require(watched.descriptors.first)
        kill(child.pid, SIGKILL)
        try waitUntilReadable(descriptor)
        desk.workerEnded(descriptor)
        #expect(desk.takeFinished() == [jid(1)])
        #expect(try jobReturn(desk, 1).state == .lost)
        #expect(outbox.contains(jid(1)))
        #expect(!proc.contains(jid(1)))
    }

    @Test func `a job whose worker is gone is lost, and its return waits`() throws {
        let gone = RunningJob(command: command(1), worker: ProcessIdentity(pid: getpid(), startTime: 1))
        try proc.write(ProcRecord(gone, boot: ProcessIdentity.boot).bytes, for: jid(1))
        let desk = try desk()
        #expect(try desk.adopt() == [])
        #expect(try desk.waitingReturns { _ in false } == [jid(1)])
        #expect(try jobReturn(desk, 1).state == .lost)
        #expect(folder.names("proc") == [])
        desk.forget(jid(1))
        #expect(folder.names("outbox") == [])
    }

    @Test func `after a reboot no process is taken for a worker`() throws {
        let child = try ChildProcess("sleep 3600")
        try proc.write(ProcRecord(try child.job(1), boot: "another").bytes, for: jid(1))
        let desk = try desk()
        #expect(try desk.adopt() == [])
        #expect(try jobReturn(desk, 1).state == .lost)
        #expect(ProcessIdentity(runningAs: child.pid) != nil)
    }

    @Test func `what is no file holds up nothing and leads nowhere`() throws {
        let desk = try desk()
        for name in ["proc", "outbox"] {
            let path = "\(folder.path)/\(name)"
            try folder.makeFolder("\(name)/\(jid(1))")
            try #require(mkfifo("\(path)/\(jid(2))", 0o600) == 0)
            try #require(symlink("/proc/self/environ", "\(path)/\(jid(3))") == 0)
        }
        #expect(try desk.adopt() == [])
        #expect(try desk.waitingReturns { _ in false } == [])
        for name in ["proc", "outbox"] {
            #expect(folder.names("\(name)/.damaged") == [jid(1), jid(2), jid(3)].map(\.description))
        }
    }

    @Test func `a job whose worker left its return is not lost`() throws {
        let gone = RunningJob(command: command(1), worker: ProcessIdentity(pid: getpid(), startTime: 1))
        let packet = ReturnMessage(id: id("web"), JobReturn(command(1), FunctionResult("done"))).packet
        try outbox.write(packet, for: jid(1))
        try proc.write(ProcRecord(gone, boot: ProcessIdentity.boot).bytes, for: jid(1))
        let desk = try desk()
        #expect(try desk.adopt() == [])
        #expect(try desk.waitingReturns { _ in false } == [jid(1)])
        #expect(try desk.packet(of: jid(1)) == packet)
        #expect(folder.names("proc") == [])
    }

    @Test func `damaged and foreign files are set aside and stop nothing`() throws {
        let live = try ChildProcess("sleep 3600")
        try proc.write(ProcRecord(try live.job(1), boot: ProcessIdentity.boot).bytes, for: jid(1))
        try proc.write([0xc1], for: jid(2))
        try proc.write([], for: jid(3))
        try proc.write(ProcRecord(try live.job(9), boot: ProcessIdentity.boot).bytes, for: jid(4))
        try folder.write([], to: "proc/notes")
        try outbox.write([1, 17, 0xc1], for: jid(5))
        let other = ReturnMessage(id: id("web"), JobReturn(command(9), FunctionResult("done"))).packet
        try outbox.write(other, for: jid(6))
        let desk = try desk()
        #expect(try desk.adopt() == [jid(1)])
        #expect(try desk.waitingReturns { _ in false } == [])
        #expect(try proc.list().jids == [jid(1)])
        let aside = [jid(2), jid(3), jid(4)].map(\.description) + ["notes"]
        #expect(folder.names("proc/.damaged") == aside.sorted())
        #expect(folder.names("outbox/.damaged") == [jid(5), jid(6)].map(\.description))
    }
}

/// The descriptors that a desk wants to have watched.
private final class Watched {
    var descriptors: [Int32] = []
}
