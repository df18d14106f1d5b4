internal import BrineCore

/// Which of a job's minions have an outcome, and in which state: enough to judge one more without reading the store.
///
/// Five bytes for each minion.
struct OutcomeLedger: Sendable, Hashable {
    /// What is to be done with an outcome.
    enum Decision: Sendable, Hashable {
        /// Keep it: it is the minion's first.
        case insert
        /// Keep it in place of the minion's earlier one.
        case replace
        /// Leave the earlier one as it is.
        case leave
        /// The job was not for that minion, or the state is not final.
        case refuse
    }

    /// The job's minions.
    let minions: MinionSet
    /// How many of them have no outcome.
    private(set) var missing: Int
    private var standings: [Standing]

    /// What a minion has; one byte.
    enum Standing: Sendable, Hashable {
        case nothing
        case outcome(JobState)
        /// `lost` by the master's verdict: the minion may still say how the worker ended.
        case unexplainedLoss

        /// The state, or nil where there is none.
        var state: JobState? {
            switch self {
            case .nothing: nil
            case .outcome(let state): state
            case .unexplainedLoss: .lost
            }
        }
    }

    /// The ledger of a job that has no outcomes.
    init(_ minions: MinionSet) {
        self.minions = minions
        missing = minions.numbers.count
        standings = Array(repeating: .nothing, count: minions.numbers.count)
    }

    /// Enters a state for a minion where it is the first or may follow the one that stands (``Outcome/mayFollow(_:)``).
    ///
    /// Logarithmic in the number of minions.
    mutating func enter(_ state: JobState, for minion: MinionNumber, hasReturn: Bool = true) -> Decision {
        guard state.isFinal, let index = minions.index(of: minion) else { return .refuse }
        let standing = standings[index]
        if let earlier = standing.state {
            let explains = standing == .unexplainedLoss && state == .lost && hasReturn
            guard earlier.canBecome(state) || explains else { return .leave }
        } else {
            missing -= 1
        }
        standings[index] = state == .lost && !hasReturn ? .unexplainedLoss : .outcome(state)
        return standing == .nothing ? .insert : .replace
    }
}
