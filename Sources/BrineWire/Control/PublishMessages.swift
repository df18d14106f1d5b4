package import BrineCore
package import MessagePack

/// Command to master: publish this to these minions.
package struct PublishRequest: WireMessage, Hashable {
    package static let kind = MessageKind.publishRequest

    /// Chosen by the sender; its answers carry it.
    package var tag: UInt64
    /// Which minions.
    package var target: Target
    /// What to run.
    package var calls: Calls
    /// Who asks: the local user's name.
    package var user: String
    /// The operator's own marks, or `null`.
    package var metadata: Value
    /// How long the job may run on each minion; nil for as long as it takes.
    package var timeLimit: Duration?
    /// Whether the sender wants the job's news as they come.
    package var watch: Bool

    /// A request to publish.
    package init(
        tag: UInt64,
        target: Target,
        calls: Calls,
        user: String,
        metadata: Value = .null,
        timeLimit: Duration? = nil,
        watch: Bool
    ) {
        self.tag = tag
        self.target = target
        self.calls = calls
        self.user = user
        self.metadata = metadata
        self.timeLimit = timeLimit
        self.watch = watch
    }

    package init(fields: WireFields) throws(WireError) {
        self.init(
            tag: try fields.unsigned("tag"),
            target: try fields.target(),
            calls: try fields.calls("fun", "arg"),
            user: try fields.text("user"),
            metadata: fields.value("metadata"),
            timeLimit: try fields.optionalMilliseconds("time_limit"),
            watch: try fields.flag("watch", default: false)
        )
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "tag": Value(tag),
            "tgt": target.expressionValue,
            "tgt_type": .string(target.kind.rawValue),
            "fun": calls.functionValue,
            "arg": calls.argumentValue,
            "user": .string(user),
            "metadata": metadata,
            "watch": .bool(watch),
        ]
        fields["time_limit"] = timeLimit.map { .int($0.wholeMicroseconds / 1_000) }
        return fields
    }
}

/// Master to command: the job is published.
package struct PublishAnswer: WireMessage, Hashable {
    package static let kind = MessageKind.publishAnswer

    /// The request's tag.
    package var tag: UInt64
    /// The job.
    package var jid: JobID
    /// The minions it is for.
    package var minions: [MinionID]
    /// The ids of a list target that no accepted minion has.
    package var missing: [MinionID]

    /// An answer to a request to publish.
    package init(tag: UInt64, jid: JobID, minions: [MinionID], missing: [MinionID]) {
        self.tag = tag
        self.jid = jid
        self.minions = minions
        self.missing = missing
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
        minions = try fields.list("minions", of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
        missing = try fields.list("missing", of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
    }

    package var fields: ValueMap {
        [
            "tag": Value(tag),
            "jid": .string(jid.description),
            "minions": .array(minions.map { .string($0.description) }),
            "missing": .array(missing.map { .string($0.description) }),
        ]
    }
}
