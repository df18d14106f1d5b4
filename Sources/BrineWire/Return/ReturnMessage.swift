package import BrineCore
package import MessagePack

/// Minion to master: what became of a job here.
///
/// Sent again and again until it is acknowledged.
package struct ReturnMessage: WireMessage, Hashable {
    package static let kind = MessageKind.jobReturn
    /// The longest packet of a return, in bytes: a master closes the connection that a longer one comes through.
    package static let longestPacket = 32 * 1_024 * 1_024

    /// The minion that says so.
    ///
    /// The master believes the connection's own name, and drops a message where this differs.
    package var id: MinionID
    /// What it says.
    package var jobReturn: JobReturn
    /// Whether nobody but the minion asked for the job (`salt-call`): the master gives it a jid of its own.
    package var isOwnCall: Bool

    /// The message that carries a minion's return.
    package init(id: MinionID, _ jobReturn: JobReturn, isOwnCall: Bool = false) {
        self.id = id
        self.jobReturn = jobReturn
        self.isOwnCall = isOwnCall
    }

    package init(fields: WireFields) throws(WireError) {
        id = try fields.minionID("id")
        isOwnCall = try fields.flag("own_call", default: false)
        jobReturn = JobReturn(
            jid: try fields.jid("jid"),
            calls: try fields.calls("fun", "fun_args"),
            user: try fields.text("user", default: ""),
            value: fields.value("return"),
            retcode: try fields.integer("retcode"),
            success: try fields.flag("success", default: false),
            ending: try Self.ending(fields)
        )
    }

    package var fields: ValueMap {
        // The envelope comes first: what the master needs stands before the return itself, which it does not open.
        var fields: ValueMap = [
            "jid": .string(jobReturn.jid.description),
            "id": .string(id.description),
            "retcode": .int(jobReturn.retcode),
            "success": .bool(jobReturn.success),
        ]
        switch jobReturn.ending {
        case .ordinary: break
        case .signalled(let signal, let user):
            fields["ending"] = "signalled"
            fields["signal"] = .int(Int64(signal))
            if let user { fields["ended_by"] = .string(user) }
        case .timedOut: fields["ending"] = "timed_out"
        case .lost: fields["ending"] = "lost"
        }
        if isOwnCall { fields["own_call"] = true }
        fields["fun"] = jobReturn.calls.functionValue
        fields["fun_args"] = jobReturn.calls.argumentValue
        fields["user"] = .string(jobReturn.user)
        fields["return"] = jobReturn.value
        return fields
    }

    private static func ending(_ fields: WireFields) throws(WireError) -> JobReturn.Ending {
        switch try fields.text("ending", default: "") {
        case "": return .ordinary
        case "timed_out": return .timedOut
        case "lost": return .lost
        case "signalled":
            let signal = try fields.unsigned("signal")
            guard signal <= 64 else {
                throw .wrongField("signal", expected: "a signal's number from 0 to 64", found: "\(signal)")
            }
            return .signalled(Int32(signal), by: fields.value("ended_by").stringValue)
        case let other:
            throw .wrongField("ending", expected: "signalled, timed_out or lost", found: "'\(other.prefix(32))'")
        }
    }
}
