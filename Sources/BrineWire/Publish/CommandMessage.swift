package import BrineCore
package import MessagePack

/// Master to minions: run this.
///
/// On the broadcast topic it is for each minion that was welcomed before the jid was given; on a minion's own topic it is
/// for that minion.
package struct CommandMessage: WireMessage, Hashable {
    package static let kind = MessageKind.command

    /// What to run.
    package var command: Command

    /// The message that carries a command.
    package init(_ command: Command) {
        self.command = command
    }

    package init(fields: WireFields) throws(WireError) {
        command = Command(
            jid: try fields.jid("jid"),
            calls: try fields.calls("fun", "arg"),
            target: try fields.target(),
            user: try fields.text("user"),
            ret: try fields.text("ret", default: ""),
            deliverBefore: try fields.timestamp("deliver_before"),
            timeLimit: try fields.optionalMilliseconds("time_limit")
        )
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "jid": .string(command.jid.description),
            "fun": command.calls.functionValue,
            "arg": command.calls.argumentValue,
            "tgt": command.target.expressionValue,
            "tgt_type": .string(command.target.kind.rawValue),
            "user": .string(command.user),
            "ret": .string(command.ret),
            "deliver_before": .int(command.deliverBefore.microseconds),
        ]
        fields["time_limit"] = command.timeLimit.map { .int($0.wholeMicroseconds / 1_000) }
        return fields
    }
}
