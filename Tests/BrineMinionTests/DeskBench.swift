import BrineCore
import BrineModules
import BrineWire
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

/// A minion's folder, and the desks that work in it one after the other.
final class DeskBench {
    let folder: TemporaryFolder
    let settings: MinionSettings
    let proc: DurableFolder
    let outbox: DurableFolder
    /// What the desks want to have watched, in the order in which they said so.
    private(set) var descriptors: [Int32] = []
    /// The workers that nobody has taken leave of yet, by their place among ``descriptors``.
    private var workers: [Int: Int32] = [:]
    /// The workers that belong to somebody else.
    private var others: Set<Int32> = []

    init(_ change: (inout MinionSettings) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        settings = BrineMinionTests.settings(in: folder, change)
        proc = DurableFolder(settings.procFolder)
        outbox = DurableFolder(settings.outboxFolder)
    }

    deinit {
        // A child that stays a zombie keeps the wait for any child, as exit tests have one, from ever coming to another.
        for pid in workers.values where !others.contains(pid) {
            kill(-pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
    }

    /// A desk whose workers run a shell's script; without one they read their order and end.
    func desk(_ script: String = "exec cat", shell: String = "/bin/sh") throws -> JobDesk {
        try JobDesk(
            settings,
            executable: WorkerExecutable(path: shell, arguments: ["sh", "-c", script], log: "/dev/null"),
            logger: silence,
            watching: { [self] in watch($0) }
        )
    }

    private func watch(_ descriptor: Int32) {
        let lines = ProcFile.text(at: "/proc/self/fdinfo/\(descriptor)")?.split(separator: "\n") ?? []
        let pid = lines.first { $0.hasPrefix("Pid:\t") }.flatMap { Int32($0.dropFirst(5)) }
        workers[descriptors.count] = pid
        descriptors.append(descriptor)
    }

    /// A worker's script that takes an order and works on it without end; without an order it ends.
    static let busy = "test \"$(wc -c)\" -gt 0 && exec sleep 3600"

    /// Puts a record into the proc directory, as an earlier run has left it.
    func leave(_ job: RunningJob, boot: String = ProcessIdentity.boot) throws {
        if let worker = job.worker { others.insert(worker.pid) }
        try proc.write(ProcRecord(job, boot: boot).bytes, for: job.command.jid)
    }

    /// A job as the proc directory has it.
    func job(_ number: Int64) throws -> RunningJob? {
        try proc.read(jid(number)).map { try ProcRecord($0).job }
    }

    /// The jobs that are in the proc directory and wait for their turn.
    func waiting() throws -> [JobID] {
        try proc.list().jids.filter { try #require(try proc.read($0).map(ProcRecord.init)).job.worker == nil }
    }

    /// Waits for the end of the worker that was so manieth to be watched, and tells the desk.
    func end(_ place: Int, at desk: JobDesk) throws {
        let descriptor = try #require(descriptors.count > place ? descriptors[place] : nil)
        try waitUntilReadable(descriptor)
        workers[place] = nil
        desk.workersEnded([descriptor])
    }

    /// A job's return as the desk has it.
    func jobReturn(_ number: Int64, at desk: JobDesk) throws -> JobReturn {
        try ReturnMessage(packet: try #require(try desk.packet(of: jid(number)))).jobReturn
    }

    /// Calls a function of `saltutil` as the job of that number, and acknowledges its return.
    func call(_ function: String, _ arguments: [Value] = [], as number: Int64, at desk: JobDesk) throws -> Value {
        let function = try #require(FunctionName("saltutil.\(function)"))
        #expect(desk.start(command(number, function, CallArguments(arguments))) == .answered)
        defer { desk.forget(jid(number)) }
        return try jobReturn(number, at: desk).value
    }
}
