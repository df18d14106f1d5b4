public import BrineCore

/// What became of one job on one minion: a final state, and the return where there is one.
public struct Outcome: Sendable, Hashable {
    /// The job.
    public var jid: JobID
    /// The minion.
    public var minion: MinionNumber
    /// The final state.
    public var state: JobState
    /// When the master learned of it.
    public var at: Timestamp
    /// The minion's return as it came from the wire, unopened; empty where the master gave the state for want of one.
    public var body: [UInt8]

    /// An outcome with all its parts.
    public init(jid: JobID, minion: MinionNumber, state: JobState, at: Timestamp, body: [UInt8] = []) {
        self.jid = jid
        self.minion = minion
        self.state = state
        self.at = at
        self.body = body
    }

    /// Whether it is kept in the place of an earlier outcome of the same job on the same minion.
    ///
    /// Where its state may follow (``JobState/canBecome(_:)``); and a minion's return that a job is lost tells how its worker
    /// ended, which the master's own verdict does not.
    public func mayFollow(_ earlier: Outcome) -> Bool {
        earlier.state.canBecome(state)
            || (state == .lost && earlier.state == .lost && earlier.body.isEmpty && !body.isEmpty)
    }
}

/// What a store did with an outcome.
public enum OutcomeVerdict: Sendable, Hashable {
    /// It is kept now.
    case stored
    /// One that stands was kept before; nothing changed.
    case repeated
    /// There is no such job, or the job was not for that minion.
    case unknown
}
