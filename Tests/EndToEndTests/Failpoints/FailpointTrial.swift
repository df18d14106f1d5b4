import BrineFailpoints
import Testing

/// A job on its way through a cluster, and where a process on that way is killed.
struct FailpointTrial: Sendable, Hashable, CustomTestStringConvertible {
    /// How the job goes to its minions.
    enum Way: String, Sendable {
        /// To all at once.
        case plain
        /// To one after the other.
        case rollout
        /// Behind another job, which each minion runs to its end before.
        case queued
    }

    /// How the job goes to its minions.
    let way: Way
    /// Where the process is killed.
    let failpoint: Failpoint
    /// When it comes there for which time.
    var turn = 1

    var testDescription: String { "\(way.rawValue) \(failpoint.rawValue):\(turn)" }

    /// Whether it is the master that is killed.
    var killsMaster: Bool { failpoint.rawValue.hasPrefix("master") }
    /// Whether it is a worker, which nobody has to start anew.
    var killsWorker: Bool { failpoint.rawValue.hasPrefix("worker") }

    /// How many jobs there are to be in the store.
    var jobCount: Int { failpoint == .masterJobAllotted ? 0 : way == .queued ? 2 : 1 }

    /// Whether whoever published the job gets no answer.
    var answersNobody: Bool { [.masterJobAllotted, .masterJobCommitted].contains(failpoint) }
    /// Whether whoever published the job may get no answer: it is on its way to it when the master dies.
    var mayAnswerNobody: Bool {
        let isEarly = [.masterJobPublished, .masterTurnTaken, .masterTurnKept, .masterTurnPublished].contains(failpoint)
        return answersNobody || isEarly && turn == 1
    }

    /// The state in which the job ends on the first minion, on which a process is killed.
    var state: String {
        switch failpoint {
        // A worker was named, and nobody knows of it any more.
        case .minionRecordWritten: "lost"
        // The minion saw how it ended.
        case .workerOrderRead, .workerFunctionEnded, .workerReturnUnnamed: "terminated"
        default: "succeeded"
        }
    }

    /// How often the job's function has run on the first minion.
    var runs: Int { [.minionRecordWritten, .workerOrderRead].contains(failpoint) ? 0 : 1 }

    /// A job that goes to all minions at once.
    static let plain: [FailpointTrial] =
        [
            .masterJobAllotted, .masterJobCommitted, .masterJobPublished, .masterReceiptArrived, .masterReceiptTaken,
            .masterOutcomesArrived, .masterOutcomesCommitted, .masterOutcomesAcknowledged, .minionCommandReceived,
            .minionRecordUnnamed, .minionRecordWritten, .minionOrderHanded, .minionReceiptSent, .minionWorkerEnded,
            .minionRecordLeft, .minionRecordRemoved, .minionReturnUnsent, .minionReturnSent, .minionAcknowledged,
            .minionReturnRemoved, .workerOrderRead, .workerFunctionEnded, .workerReturnUnnamed, .workerReturnWritten,
        ]
        .map { FailpointTrial(way: .plain, failpoint: $0) }

    /// A job that goes to one minion after the other: the second time is the second minion's.
    static let rollouts: [FailpointTrial] =
        (plain.map(\.failpoint).filter { $0 != .masterJobPublished }
        + [.masterTurnTaken, .masterTurnKept, .masterTurnPublished])
        .map { FailpointTrial(way: .rollout, failpoint: $0) }
        + [.masterTurnTaken, .masterTurnKept, .masterTurnPublished, .masterOutcomesCommitted]
        .map { FailpointTrial(way: .rollout, failpoint: $0, turn: 2) }

    /// A job that waits behind another: the first worker's record is the other's.
    static let queued: [FailpointTrial] =
        [
            (.minionRecordUnnamed, 2), (.minionQueuedRecordWritten, 1), (.minionReceiptSent, 2),
            (.minionWorkerEnded, 1), (.minionRecordLeft, 1), (.minionRecordRemoved, 1), (.minionRecordUnnamed, 3),
            (.minionRecordWritten, 2), (.minionOrderHanded, 2),
        ]
        .map { FailpointTrial(way: .queued, failpoint: $0, turn: $1) }

    /// What lies on no ordinary job's way: tests of their own try it.
    static let elsewhere: Set<Failpoint> = [
        .masterCallArrived, .masterCallCommitted, .minionJobWithdrawn, .minionSignalNoted, .minionLossNoticed,
        .minionLossWritten,
    ]
}
