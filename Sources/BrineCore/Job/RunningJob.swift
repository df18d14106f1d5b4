public import MessagePack

/// A job that a minion is running: what its file in the proc directory holds, and a row of `saltutil.running`.
public struct RunningJob: Sendable, Hashable {
    /// The command being run.
    public var command: Command
    /// The worker's process id.
    public var pid: Int32
    /// When the worker's process started, in the kernel's clock ticks since boot (`/proc/<pid>/stat`, field 22).
    ///
    /// With the pid it names one process for as long as the machine is up: a reused pid has another start time.
    public var startTime: UInt64

    /// A running job.
    public init(command: Command, pid: Int32, startTime: UInt64) {
        self.command = command
        self.pid = pid
        self.startTime = startTime
    }

    /// The row that `saltutil.running` and `saltutil.find_job` answer with, in Salt's fields and order.
    public var row: Value {
        .map([
            "pid": .int(Int64(pid)),
            "fun": .string(command.function.description),
            "arg": .array(command.arguments.saltForm),
            "tgt": command.target.expressionValue,
            "jid": .string(command.jid.description),
            "ret": .string(command.ret),
            "tgt_type": .string(command.target.kind.rawValue),
            "user": .string(command.user),
        ])
    }
}
