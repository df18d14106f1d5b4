public import BrineCore

/// Which of a job's minions have said that they have it, of those without an outcome.
public struct Receipts: Sendable, Hashable {
    /// The job.
    public var jid: JobID
    /// The minions, each once.
    public var minions: [MinionNumber]

    /// The receipts of a job.
    public init(jid: JobID, minions: [MinionNumber]) {
        self.jid = jid
        self.minions = minions
    }
}
