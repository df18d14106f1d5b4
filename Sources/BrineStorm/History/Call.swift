/// A command as it was called.
struct Call: Sendable, Hashable {
    /// What a call is for.
    enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// `salt` publishes a job and waits for it.
        case wait
        /// `salt --async` publishes a job.
        case leave
        /// A job is cancelled.
        case cancel
        /// A job is signalled on a minion.
        case signal
        /// A job is published anew.
        case rerun
        /// Something is asked that changes nothing.
        case look
    }

    /// Its number in the storm.
    let number: Int
    /// What it is for.
    let purpose: Purpose
    /// The words behind the configuration's place, the command first.
    let words: [String]
    /// The work that is published, if any.
    var work: Work?
    /// The minions that the target means; with `subset` only some of them.
    var minions: [String] = []
    /// How many of the minions the job is for, where not for all of them.
    var subset: Int?
    /// How many places the rollout has, where it is one.
    var batch: Int?
    /// After how many seconds the job is to be ended.
    var limit: Int?
    /// How long the job may be delivered, where not for the master's own window.
    var within: Duration?
    /// The job that it is about, where it is about one.
    var jid: String?
}
