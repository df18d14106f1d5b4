public import BrineCore
public import BrineModules
internal import Glibc

/// The minion's jobs as its folders tell them, for what is another process than the minion: `salt-call`, and a worker with
/// several functions to run.
public struct FolderJobControl: JobControl {
    private let proc: DurableFolder
    private let notes: SignalNotes
    private let cache: ReturnCache
    private let grainsMark: String
    /// The job that asks, which is none of those it asks for.
    private let own: JobID?

    /// The jobs of a minion with these settings.
    public init(_ settings: MinionSettings) {
        proc = DurableFolder(settings.procFolder)
        notes = SignalNotes(procFolder: settings.procFolder)
        cache = ReturnCache(settings)
        grainsMark = settings.grainsMark
        own = nil
    }

    /// The jobs of the minion whose worker has this order, without the worker's own.
    init(_ order: WorkerOrder) {
        proc = DurableFolder(order.procFolder)
        notes = SignalNotes(procFolder: order.procFolder)
        cache = ReturnCache(order)
        grainsMark = order.grainsMark
        own = order.command.jid
    }

    /// The jobs that wait or whose worker is there; a file that cannot be read is passed over, it is the minion's to deal
    /// with.
    public func runningJobs() -> [RunningJob] {
        let jids = (try? proc.list().jids) ?? []
        return jids.compactMap { job($0) }
    }

    /// Sends a signal to all processes of a job; a job that waits for its turn can only be taken from the queue by the minion.
    public func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome {
        guard let job = job(jid) else { return .notRunning }
        guard let worker = job.worker else { return .queued }
        return JobSignal.send(signal, to: worker, of: jid, by: caller, notes)
    }

    /// The return of a job that has ended, where it is on the disk.
    public func cachedReturn(of jid: JobID) -> CachedReturn {
        cache.find(jid)
    }

    /// Removes what is kept of ended jobs and older than a time.
    public func clearCache(olderThan age: Duration) throws {
        try cache.clear(olderThan: age)
    }

    /// Leaves a mark that the minion looks for before each job.
    public func refreshGrains() throws {
        try GrainsMark(grainsMark).renew()
    }

    private func job(_ jid: JobID) -> RunningJob? {
        guard jid != own, let bytes = try? proc.read(jid), let record = try? ProcRecord(bytes) else { return nil }
        // One that waits does so after a reboot too; another process may have the pid and start time of one that ran.
        guard let worker = record.job.worker else { return record.job }
        return record.boot == ProcessIdentity.boot && worker.isAlive ? record.job : nil
    }
}
