internal import BrineCore
internal import BrineWire
internal import MessagePack

/// A file of the proc directory: a running job in Salt's fields, and what names its process for certain.
struct ProcRecord: Sendable, Hashable {
    /// The job, with its worker's process.
    let job: RunningJob
    /// The boot of the machine in which the worker was started.
    let boot: String

    /// The record of a job.
    init(_ job: RunningJob, boot: String) {
        self.job = job
        self.boot = boot
    }

    /// The file's content.
    var bytes: [UInt8] {
        var map = job.row.mapValue ?? [:]
        map["start_time"] = Value(job.startTime)
        map["boot_id"] = .string(boot)
        map["deliver_before"] = .int(job.command.deliverBefore.microseconds)
        return Value.map(map).messagePack
    }

    /// The record that a file's content is.
    ///
    /// - Throws: Why it is none.
    init(_ bytes: [UInt8]) throws {
        let value = try Value(messagePack: bytes)
        guard let map = value.mapValue else { throw WireError.malformed("expected a map, found \(value.kindName)") }
        let fields = WireFields(map)
        let pid = try fields.unsigned("pid")
        guard let pid = Int32(exactly: pid), pid > 1 else {
            throw WireError.wrongField("pid", expected: "a process id above 1", found: "\(pid)")
        }
        job = RunningJob(
            command: try CommandMessage(fields: fields).command,
            pid: pid,
            startTime: try fields.unsigned("start_time")
        )
        boot = try fields.text("boot_id")
    }
}
