internal import BrineCore

/// A job that still waits for some of its minions, and how it stands on each of those.
struct LiveJob: Sendable {
    /// How a job stands on one minion that has no outcome yet; all moments are by the tracker's clock.
    struct Standing: Sendable, Hashable {
        /// `pending`, `running` or `unreachable`.
        var state: JobState
        /// Since when.
        var since: Timestamp
        /// The end of the delivery window: of the job's, or in a rollout of the minion's own.
        var deliverBefore: Timestamp
        /// When the command is published to the minion again, while it is pending.
        var nextDelivery: Timestamp
        /// How long to wait after that delivery; doubles each time.
        var patience: Duration
        /// Whether the minion has said that it has the job.
        var hasReceipt = false
        /// Whether the job was found open after a start of the master, and the minion has not told yet whether it has it.
        var isResumed = false
        /// How many of the minion's heartbeats in a row were without this job.
        var missed = 0
        /// Whether its turn in a rollout has not come: until then it is not delivered.
        var isHeld = false
        /// Whether a final state is on its way to the store, so that none is given twice.
        var isSettling = false

        /// Whether the minion is to get the command, now or again.
        var isToBeDelivered: Bool { state == .pending && !isHeld && !isSettling }
    }

    /// The job.
    let job: Job
    /// The packet that carries its command.
    let packet: [UInt8]
    /// The end of the delivery window that the packet tells, by the tracker's clock.
    let deliverBefore: Timestamp
    /// Whether it is the master's own question to its minions: never stored, forgotten with its answer.
    let isInternal: Bool
    /// The minions without an outcome.
    var waiting: [MinionNumber: Standing]
    /// Whose turn it is, where the job is rolled out a few minions at a time.
    var rollout: RolloutProgress?
    /// The final states that are no return's: `undelivered`, `lost`, ….
    var verdicts: [MinionNumber: JobState] = [:]
    /// On how many minions the job has come to each final state.
    var states: [JobState: Int] = [:]

    /// The job has come to a final state on a minion; a return may take the place of an earlier verdict.
    ///
    /// - Returns: whether that is news; not for a minion that the job was not for, nor for a repeat.
    mutating func settle(_ minion: MinionNumber, as state: JobState) -> Bool {
        if waiting.removeValue(forKey: minion) != nil {
            states[state, default: 0] += 1
        } else if let verdict = verdicts[minion], verdict.canBecome(state) {
            states[verdict] = states[verdict].flatMap { $0 > 1 ? $0 - 1 : nil }
            states[state, default: 0] += 1
        } else {
            return false
        }
        verdicts[minion] = state.isReturned ? nil : state
        return true
    }
}
