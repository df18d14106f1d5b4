internal import BrineCore
internal import BrineWire
internal import MessagePack

/// A file of the proc directory: a running job in Salt's fields, and what names its process for certain.
enum ProcRecord {
    /// The file's content.
    static func encode(_ running: RunningJob) -> [UInt8] {
        var map = running.row.mapValue ?? [:]
        map["start_time"] = Value(running.startTime)
        map["deliver_before"] = .int(running.command.deliverBefore.microseconds)
        return Value.map(map).messagePack
    }

    /// The running job that a file's content tells of.
    ///
    /// - Throws: Why it is no such content.
    static func decode(_ bytes: [UInt8]) throws -> RunningJob {
        let value = try Value(messagePack: bytes)
        guard let map = value.mapValue else { throw WireError.malformed("expected a map, found \(value.kindName)") }
        let fields = WireFields(map)
        let pid = try fields.unsigned("pid")
        guard let pid = Int32(exactly: pid), pid > 1 else {
            throw WireError.wrongField("pid", expected: "a process id above 1", found: "\(pid)")
        }
        return RunningJob(
            command: try CommandMessage(fields: fields).command,
            pid: pid,
            startTime: try fields.unsigned("start_time")
        )
    }
}
