/// A place at which a test can kill the process: right before or right after a durable step of a job's way.
///
/// A process whose environment has `BRINE_FAILPOINT=<name>` ends itself with SIGKILL when it comes there, with `<name>:<n>`
/// when it comes there for the n-th time. Where `BRINE_FAILPOINT_MARK` names a file, that is made first, and a process that
/// finds it there goes on: of a daemon, its workers and whoever comes after them one dies.
///
/// In a debug build alone: in a release build ``reached(_:)`` is empty. The architecture's page has the steps in their order.
public enum Failpoint: String, Sendable, CaseIterable {
    // MARK: The master

    /// A job has its jid and its minions, and is not in the store.
    case masterJobAllotted
    /// A job is in the store, and neither its asker nor a minion has heard of it.
    case masterJobCommitted
    /// A job is in the queue to the publish socket, as is the answer to its asker.
    case masterJobPublished
    /// It is a minion's turn in a rollout, and that is not in the store.
    case masterTurnTaken
    /// That it is a minion's turn is in the store, and it has not got the job.
    case masterTurnKept
    /// The command is in the queue to the publish socket for a minion whose turn has come.
    case masterTurnPublished
    /// A receipt has come and is not taken in.
    case masterReceiptArrived
    /// A receipt is taken in, which is in memory alone.
    case masterReceiptTaken
    /// Outcomes, which are returns and the master's own verdicts, are about to be written into the store.
    case masterOutcomesArrived
    /// Outcomes are in the store, and nobody has heard of it.
    case masterOutcomesCommitted
    /// The acknowledgements of what is in the store are in the queue to the publish socket.
    case masterOutcomesAcknowledged
    /// What a minion ran of its own accord has come and is not in the store.
    case masterCallArrived
    /// What a minion ran of its own accord is in the store, and not acknowledged.
    case masterCallCommitted

    // MARK: The minion

    /// A command is here that is to be run; the disk knows nothing of it.
    case minionCommandReceived
    /// A record of `proc/` is on the disk under its temporary name.
    case minionRecordUnnamed
    /// A job's record names its worker, which has no order.
    case minionRecordWritten
    /// The worker has its whole order, and the receipt has not gone out.
    case minionOrderHanded
    /// The receipt is handed to the socket.
    case minionReceiptSent
    /// A job's record says that it waits for its turn, and the receipt has not gone out.
    case minionQueuedRecordWritten
    /// That a job was taken from the queue is noted, and its return is not written.
    case minionJobWithdrawn
    /// Who asks for a signal to a job is noted, and the signal is not sent.
    case minionSignalNoted
    /// A worker has ended, and the minion has done nothing about it.
    case minionWorkerEnded
    /// A worker has ended without a return, and the minion has not written one in its place.
    case minionLossNoticed
    /// The return that stands in for a lost worker's is in the outbox, and the job's record is still there.
    case minionLossWritten
    /// A job's return is in the outbox, and its record is about to be removed.
    case minionRecordLeft
    /// A job's record is removed, and its return not sent.
    case minionRecordRemoved
    /// A return is about to be handed to the socket.
    case minionReturnUnsent
    /// A return is handed to the socket.
    case minionReturnSent
    /// The master has acknowledged a return, which is still in the outbox.
    case minionAcknowledged
    /// An acknowledged return is removed from the outbox.
    case minionReturnRemoved

    // MARK: The worker

    /// A worker has its order, and no instruction of its function has run.
    case workerOrderRead
    /// The function has ended; what came of it is in memory.
    case workerFunctionEnded
    /// The return is on the disk under its temporary name.
    case workerReturnUnnamed
    /// The return is in the outbox, and the worker has not ended.
    case workerReturnWritten
}
