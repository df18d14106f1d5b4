public import BrineCore
public import MessagePack

/// Which jobs to list: those that fit every condition given.
public struct JobQuery: Sendable, Hashable {
    /// Globs of functions, of which a job's must fit one.
    ///
    /// Of a job with several functions any of them, or all as they are written with commas between. Empty for all.
    public var functions: [String]
    /// Globs of targets, of which a job's expression must fit one; of a list, any of its ids.
    ///
    /// Empty for all.
    public var targets: [String]
    /// The user who asked for the job; nil for all.
    public var user: String?
    /// Keys and values, of which a job's metadata must have one.
    ///
    /// Of a job's metadata the first 100 keys are found. Empty for all jobs.
    public var metadata: ValueMap
    /// A function whose jobs are left out, where they run nothing else.
    public var withoutFunction: FunctionName?
    /// Whether calls of runners are left out.
    public var withoutRunnerCalls: Bool
    /// Only jobs with a jid after this one; nil for all.
    public var after: JobID?
    /// Only jobs with a jid before this one: the place where a page begins.
    ///
    /// Nil for all.
    public var before: JobID?
    /// How many at the most, the newest; nil for all.
    public var limit: Int?

    /// All jobs, some of them, or a page of either.
    public init(
        functions: [String] = [],
        targets: [String] = [],
        user: String? = nil,
        metadata: ValueMap = [:],
        withoutFunction: FunctionName? = nil,
        withoutRunnerCalls: Bool = false,
        after: JobID? = nil,
        before: JobID? = nil,
        limit: Int? = nil
    ) {
        self.functions = functions
        self.targets = targets
        self.user = user
        self.metadata = metadata
        self.withoutFunction = withoutFunction
        self.withoutRunnerCalls = withoutRunnerCalls
        self.after = after
        self.before = before
        self.limit = limit
    }
}
