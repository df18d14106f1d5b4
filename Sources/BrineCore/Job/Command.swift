/// What the master publishes to the minions of a job.
public struct Command: Sendable, Hashable {
    /// The job's id.
    public var jid: JobID
    /// What to run.
    public var calls: Calls
    /// The expression the operator wrote.
    public var target: Target
    /// Who asked.
    public var user: String
    /// The returners asked for by `--return`, comma-separated; empty for none.
    public var ret: String
    /// A minion that gets the command later, by the clock of which the master told it, does not run it.
    public var deliverBefore: Timestamp
    /// How long the job may run on a minion, counted from its start there; nil for as long as it takes.
    public var timeLimit: Duration?

    /// A command with all its parts.
    public init(
        jid: JobID,
        calls: Calls,
        target: Target,
        user: String,
        ret: String = "",
        deliverBefore: Timestamp,
        timeLimit: Duration? = nil
    ) {
        self.jid = jid
        self.calls = calls
        self.target = target
        self.user = user
        self.ret = ret
        self.deliverBefore = deliverBefore
        self.timeLimit = timeLimit
    }

    /// The longest list of ids that a command carries; a longer one is left out.
    ///
    /// A list goes to each minion on its own topic, which says who is meant: five thousand ids sent to five thousand minions
    /// would be half a gigabyte.
    public static let longestList = 100
    /// The longest compound target that a command carries, in bytes; a longer one is left out likewise.
    public static let longestCompound = 1_024

    /// The command that carries a job to its minions.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - end: The end of its delivery window, by the clock of which minions are told.
    public init(_ job: Job, deliverBefore end: Timestamp) {
        var target = job.target
        switch target {
        case .list(let ids) where ids.count > Self.longestList: target = .list([])
        case .compound(let text) where text.utf8.count > Self.longestCompound: target = .compound("")
        default: break
        }
        self.init(
            jid: job.jid,
            calls: job.calls,
            target: target,
            user: job.user,
            deliverBefore: end,
            timeLimit: job.timeLimit
        )
    }
}
