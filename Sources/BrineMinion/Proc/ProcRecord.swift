internal import BrineCore
internal import BrineWire
internal import MessagePack

/// A file of the proc directory: a running job in Salt's fields, and what names its process for certain.
///
/// That of a job which waits for its turn has no process and says `queued`.
struct ProcRecord: Sendable, Hashable {
    /// The job, with its worker's process.
    let job: RunningJob
    /// The boot of the machine in which it was written.
    let boot: String

    /// The record of a job.
    init(_ job: RunningJob, boot: String) {
        self.job = job
        self.boot = boot
    }

    /// The file's content.
    var bytes: [UInt8] {
        var map = job.row.mapValue ?? [:]
        if let worker = job.worker { map["start_time"] = Value(worker.startTime) }
        map["boot_id"] = .string(boot)
        map["deliver_before"] = .int(job.command.deliverBefore.microseconds)
        if let limit = job.command.timeLimit { map["time_limit"] = .int(limit.wholeMicroseconds / 1_000) }
        return Value.map(map).messagePack
    }

    /// The record that a file's content is.
    ///
    /// - Throws: Why it is none.
    init(_ bytes: [UInt8]) throws {
        let value = try Value(messagePack: bytes)
        guard let map = value.mapValue else { throw WireError.malformed("expected a map, found \(value.kindName)") }
        let fields = WireFields(map)
        let command = try CommandMessage(fields: fields).command
        if try fields.flag("queued", default: false) {
            job = RunningJob(queued: command)
        } else {
            job = RunningJob(command: command, worker: try Self.worker(fields))
        }
        boot = try fields.text("boot_id")
    }

    private static func worker(_ fields: WireFields) throws(WireError) -> ProcessIdentity {
        let pid = try fields.unsigned("pid")
        guard let pid = Int32(exactly: pid), pid > 1 else {
            throw .wrongField("pid", expected: "a process id above 1", found: "\(pid)")
        }
        return ProcessIdentity(pid: pid, startTime: try fields.unsigned("start_time"))
    }
}
