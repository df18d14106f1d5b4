/// A rule that the simulated daemons break on purpose, to show that the checks would find it.
enum BrokenRule: String, CaseIterable, Sendable {
    /// The master acknowledges a return when it comes, not when it is in the store.
    case acknowledgeBeforeCommit
    /// The master publishes a job before the store has it.
    case publishBeforeKeeping
    /// The master publishes a job again to a minion whose return is in the store.
    case redeliverAfterCommit
    /// A minion's turn in a rollout is not in the store when it gets the job.
    case startBeforeKeepingTurn
    /// A master that is started takes it that nobody's turn in a rollout has come.
    case forgetTurns
    /// A rollout goes on whatever failed.
    case ignoreErrorLimit
    /// Everybody's turn in a rollout comes at once.
    case ignorePlaces
    /// Watchers hear of an outcome that is not in the store.
    case tellBeforeCommit
    /// The store lets a later verdict take the place of a return.
    case verdictOverReturn
    /// The master does nothing about a subscription, nor about an overdue receipt.
    case deliverOnce
    /// A minion forgets at a start which jobs an earlier run had.
    case forgetRecords
    /// A minion writes no record before a job's first instruction.
    case noRecord
    /// A minion runs a command however late it comes.
    case noWindow
    /// A minion removes a return when it has sent it.
    case removeReturnWhenSent
    /// A minion removes a job's record before its return is on the disk.
    case removeRecordFirst
    /// A minion that is started starts what was taken from its queue.
    case forgetWithdrawals
    /// The master gives verdicts while what came waits unread.
    case tickWhileReadingWaits
    /// A minion says nothing of a worker that died.
    case silentDeath
    /// A minion does not look at its outbox at a start.
    case forgetOutbox
}
