internal import BrineCore
internal import MessagePack

/// A job as the jobs runner shows it, in Salt's words.
enum JobRow {
    /// The row of a job, with its jid where that does not stand beside it.
    static func row(of job: Job, withJID: Bool = false) -> ValueMap {
        row(
            function: job.calls.functionValue,
            arguments: job.calls.argumentValue,
            target: target(of: job),
            targetType: job.target.kind.rawValue,
            user: job.user,
            metadata: job.metadata,
            rollout: job.rollout,
            jid: job.jid,
            withJID: withJID
        )
    }

    /// The target as the operator wrote it; of a runner's call the master's id, as a text.
    private static func target(of job: Job) -> Value {
        guard job.calls.isRunnerCall, case .list(let ids) = job.target, let master = ids.first else {
            return job.target.expressionValue
        }
        return .string(master.description)
    }

    /// The row of a job of which only a minion's own record is known.
    static func row(ofRunning record: ValueMap, jid: JobID) -> ValueMap {
        let function = record["fun"] ?? ""
        let isKnown = function.stringValue != nil || function.arrayValue != nil
        return row(
            function: isKnown ? function : "",
            arguments: record["arg"] ?? [],
            target: record["tgt"] ?? "",
            targetType: record["tgt_type"]?.stringValue ?? "",
            user: record["user"]?.stringValue ?? "",
            metadata: .null,
            jid: jid
        )
    }

    private static func row(
        function: Value,
        arguments: Value,
        target: Value,
        targetType: String,
        user: String,
        metadata: Value,
        rollout: Rollout? = nil,
        jid: JobID,
        withJID: Bool = false
    ) -> ValueMap {
        var row: ValueMap = [
            "Function": function,
            "Arguments": arguments,
            "Target": target,
            "Target-type": .string(targetType),
            "User": .string(user),
        ]
        if metadata != .null { row["Metadata"] = metadata }
        if let rollout { row["Batch"] = rollout.value }
        if withJID { row["JID"] = .string(jid.description) }
        row["StartTime"] = .string(CivilTime(jid.timestamp).runnerText)
        return row
    }
}
