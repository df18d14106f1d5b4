public import BrineCore

/// A call that has ended before the store hears of it: a minion's of its own accord, or one of a runner.
public struct EndedCall: Sendable, Hashable {
    /// The call as a job of that one minion, with a jid that is not used yet.
    public let job: Job
    /// What became of it.
    public let outcome: Outcome
    /// What names the call for ever, so that a repeat of it is known as one.
    public let origin: String

    /// A call with its outcome.
    public init(_ job: Job, _ outcome: Outcome, origin: String) {
        self.job = job
        self.outcome = outcome
        self.origin = origin
    }
}
