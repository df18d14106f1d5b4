public import MessagePack

/// One publication: a function with its arguments, or several in a row, for the minions that a target named at that moment.
///
/// What became of it on each minion is not in here: see ``JobState`` and ``JobReturn``.
public struct Job: Sendable, Hashable {
    /// The job's id, and the moment it was published.
    public var jid: JobID
    /// What the minions run.
    public var calls: Calls
    /// The expression the operator wrote.
    public var target: Target
    /// Who asked for it: a local user's name.
    public var user: String
    /// The operator's own marks (`--metadata`), or `null`.
    public var metadata: Value
    /// The minions that the target named when the job was published, ascending, each once.
    public var minions: [MinionNumber]
    /// The end of the delivery window by the master's wall clock when it was published: no minion starts the job after it.
    public var deliverBefore: Timestamp
    /// How long each minion has to get the job, where that was asked for; nil for the master's `delivery_window`.
    public var deliverWithin: Duration?
    /// What ``deliverWithin`` may be: above ten years it is more likely a slip than a wish.
    public static let deliveryWindows = Duration.milliseconds(1)...Duration.seconds(315_360_000)
    /// How long the job may run on each minion, counted from its start there; nil for as long as it takes.
    public var timeLimit: Duration?
    /// How it is brought to its minions a few at a time; nil for all at once.
    public var rollout: Rollout?

    /// A job with all its parts.
    public init(
        jid: JobID,
        calls: Calls,
        target: Target,
        user: String,
        metadata: Value = .null,
        minions: [MinionNumber],
        deliverBefore: Timestamp,
        deliverWithin: Duration? = nil,
        timeLimit: Duration? = nil,
        rollout: Rollout? = nil
    ) {
        self.jid = jid
        self.calls = calls
        self.target = target
        self.user = user
        self.metadata = metadata
        self.minions = minions
        self.deliverBefore = deliverBefore
        self.deliverWithin = deliverWithin
        self.timeLimit = timeLimit
        self.rollout = rollout
    }
}
