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
    /// How long each minion has to get the job; nil for the master's own window.
    package var deliverWithin: Duration?
    /// Whether the sender wants the job's news as they come.
    package var watch: Bool
    /// How to bring the job to a few minions at a time; nil for to all at once.
    package var rollout: Rollout?
    /// The number of minions up to which the rollout is left out; 0 for always to roll out.
    package var rolloutAbove: UInt64 = 0
    /// How many of the minions that the target means are to get the job, chosen by lot; nil for all.
    package var subset: UInt64?

    /// A request to publish.
    package init(
        tag: UInt64,
        target: Target,
        calls: Calls,
        user: String,
        metadata: Value = .null,
        timeLimit: Duration? = nil,
        deliverWithin: Duration? = nil,
        watch: Bool,
        rollout: Rollout? = nil,
        rolloutAbove: UInt64 = 0,
        subset: UInt64? = nil
    ) {
        self.tag = tag
        self.target = target
        self.calls = calls
        self.user = user
        self.metadata = metadata
        self.timeLimit = timeLimit
        self.deliverWithin = deliverWithin
        self.watch = watch
        self.rollout = rollout
        self.rolloutAbove = rolloutAbove
        self.subset = subset
    }

    package init(fields: WireFields) throws(WireError) {
        self.init(
            tag: try fields.unsigned("tag"),
            target: try fields.target(),
            calls: try fields.calls("fun", "arg"),
            user: try fields.text("user"),
            metadata: fields.value("metadata"),
            timeLimit: try fields.optionalMilliseconds("time_limit"),
            deliverWithin: try fields.optionalMilliseconds("deliver_within"),
            watch: try fields.flag("watch", default: false),
            rollout: try fields.optional("rollout") { (name) throws(WireError) in try fields.rollout(name) },
            rolloutAbove: try fields.optional("rollout_above", fields.unsigned) ?? 0,
            subset: try fields.optional("subset") { (name) throws(WireError) in try fields.positive(name) }
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
        fields["deliver_within"] = deliverWithin.map { .int($0.wholeMicroseconds / 1_000) }
        fields["rollout"] = rollout?.value
        if rolloutAbove > 0 { fields["rollout_above"] = Value(rolloutAbove) }
        fields["subset"] = subset.map { Value($0) }
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
    /// Whether the job is brought to a few minions at a time.
    package var isRolledOut: Bool

    /// An answer to a request to publish.
    package init(tag: UInt64, jid: JobID, minions: [MinionID], missing: [MinionID], isRolledOut: Bool = false) {
        self.tag = tag
        self.jid = jid
        self.minions = minions
        self.missing = missing
        self.isRolledOut = isRolledOut
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
        minions = try fields.list("minions", of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
        missing = try fields.list("missing", of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
        isRolledOut = try fields.flag("rolled_out", default: false)
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "tag": Value(tag),
            "jid": .string(jid.description),
            "minions": .array(minions.map { .string($0.description) }),
            "missing": .array(missing.map { .string($0.description) }),
        ]
        if isRolledOut { fields["rolled_out"] = true }
        return fields
    }
}
