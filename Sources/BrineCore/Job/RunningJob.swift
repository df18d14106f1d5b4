public import MessagePack

/// A job that a minion has and has not ended: what its file in the proc directory holds, and a row of `saltutil.running`.
public struct RunningJob: Sendable, Hashable {
    /// The command being run.
    public var command: Command
    /// The worker that runs it; nil while it waits for its turn, behind as many as may run at once.
    public var worker: ProcessIdentity?

    /// A job that a worker runs.
    public init(command: Command, worker: ProcessIdentity) {
        self.command = command
        self.worker = worker
    }

    /// A job that waits for its turn.
    public init(queued command: Command) {
        self.command = command
    }

    /// The row that `saltutil.running` and `saltutil.find_job` answer with, in Salt's fields and order.
    ///
    /// The row of a job that waits has no pid and says `queued`.
    public var row: Value {
        var row: ValueMap = [
            "pid": worker.map { .int(Int64($0.pid)) } ?? .null,
            "fun": command.calls.functionValue,
            "arg": command.calls.argumentValue,
            "tgt": command.target.expressionValue,
            "jid": .string(command.jid.description),
            "ret": .string(command.ret),
            "tgt_type": .string(command.target.kind.rawValue),
            "user": .string(command.user),
        ]
        if worker == nil { row["queued"] = true }
        return .map(row)
    }
}
