internal import BrineCore
internal import BrineStore

/// On which of a job's minions it is run again.
package enum RerunChoice: String, Sendable, CaseIterable {
    /// Where it returned, but not with success.
    case failed
    /// Where it was not delivered in its window.
    case undelivered
    /// Where it was lost.
    case lost
    /// Where it was not started, since its rollout stopped.
    case skipped
    /// Where it was cancelled before it was delivered.
    case cancelled
    /// Everywhere.
    case all

    /// The words for it, as an operator writes them.
    package static var words: [String] { allCases.map(\.rawValue) }

    /// The minions of a job that are meant.
    func minions(of stored: JobWithOutcomes) -> [MinionNumber] {
        if self == .all { return stored.job.minions }
        return stored.outcomes.filter { takes($0.state) }.map(\.minion)
    }

    private func takes(_ state: JobState) -> Bool {
        switch self {
        case .failed: state.isReturned && state != .succeeded
        case .undelivered: state == .undelivered
        case .lost: state == .lost
        case .skipped: state == .skipped
        case .cancelled: state == .cancelled
        case .all: true
        }
    }
}
