/// What has become of a job on one minion.
///
/// `docs/job-lifecycle.md` draws the transitions.
///
/// The raw values are the words that commands print and the store keeps.
public enum JobState: String, Sendable, Hashable, CaseIterable {
    /// To be delivered: waits for the minion to come back, or for its receipt.
    case pending
    /// The minion's receipt came: the job is on its disk and runs, or queues there.
    case running
    /// Was running; the minion is not heard from now.
    case unreachable
    /// Returned with retcode 0 and success.
    case succeeded
    /// Returned otherwise.
    case failed
    /// Ended by a signal.
    case terminated
    /// Ran past its own time limit and was ended by the minion.
    case timedOut = "timed_out"
    /// The delivery window closed with no receipt.
    case undelivered
    /// The minion came back and has neither the job nor its return, or its worker died without a word.
    case lost
    /// Cancelled before it was delivered.
    case cancelled
    /// Not started, since the rollout stopped at its error limit.
    case skipped

    /// Whether nothing more is expected of the minion for this job.
    public var isFinal: Bool {
        switch self {
        case .pending, .running, .unreachable: false
        default: true
        }
    }

    /// Whether the minion itself said so: a return lies behind this state.
    public var isReturned: Bool {
        switch self {
        case .succeeded, .failed, .terminated, .timedOut: true
        default: false
        }
    }

    /// Whether the job came to an end that nobody wanted: also where it could not be delivered, but not where it was not to
    /// be any more.
    public var isFailure: Bool {
        switch self {
        case .failed, .terminated, .timedOut, .undelivered, .lost: true
        case .succeeded, .cancelled, .skipped, .pending, .running, .unreachable: false
        }
    }

    /// Whether a job may go from this state to another.
    ///
    /// A return always counts: it also overtakes a final state that the master gave for want of one (`undelivered`,
    /// `lost`, …), since what a minion did is never denied. Between two returns the first stays. For the same reason a
    /// minion's word that its worker died overtakes every state that says the job was not started.
    public func canBecome(_ next: JobState) -> Bool {
        if isReturned { return false }
        if next.isReturned { return true }
        return switch (self, next) {
        case (.pending, .running), (.pending, .undelivered), (.pending, .cancelled), (.pending, .skipped),
            (.pending, .lost), (.running, .unreachable), (.running, .lost), (.unreachable, .running),
            (.unreachable, .lost), (.undelivered, .lost), (.cancelled, .lost), (.skipped, .lost):
            true
        default: false
        }
    }
}
