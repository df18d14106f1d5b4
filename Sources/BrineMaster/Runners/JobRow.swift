internal import BrineCore
internal import MessagePack

/// A job as the jobs runner shows it, in Salt's words.
enum JobRow {
    /// The row of a job, with its jid where that does not stand beside it.
    static func row(of job: Job, withJID: Bool = false) -> ValueMap {
        row(
            function: job.function.description,
            arguments: .array(job.arguments.saltForm),
            target: target(of: job),
            targetType: job.target.kind.rawValue,
            user: job.user,
            metadata: job.metadata,
            jid: job.jid,
            withJID: withJID
        )
    }

    /// The target as the operator wrote it; of a runner's call the master's id, as a text.
    private static func target(of job: Job) -> Value {
        guard job.function.isRunnerCall, case .list(let ids) = job.target, let master = ids.first else {
            return job.target.expressionValue
        }
        return .string(master.description)
    }

    /// The row of a job of which only a minion's own record is known.
    static func row(ofRunning record: ValueMap, jid: JobID) -> ValueMap {
        row(
            function: record["fun"]?.stringValue ?? "",
            arguments: record["arg"] ?? [],
            target: record["tgt"] ?? "",
            targetType: record["tgt_type"]?.stringValue ?? "",
            user: record["user"]?.stringValue ?? "",
            metadata: .null,
            jid: jid
        )
    }

    private static func row(
        function: String,
        arguments: Value,
        target: Value,
        targetType: String,
        user: String,
        metadata: Value,
        jid: JobID,
        withJID: Bool = false
    ) -> ValueMap {
        var row: ValueMap = [
            "Function": .string(function),
            "Arguments": arguments,
            "Target": target,
            "Target-type": .string(targetType),
            "User": .string(user),
        ]
        if metadata != .null { row["Metadata"] = metadata }
        if withJID { row["JID"] = .string(jid.description) }
        row["StartTime"] = .string(CivilTime(jid.timestamp).runnerText)
        return row
    }
}
