public import BrineCore
public import BrineModules
internal import Glibc

/// The minion's jobs as its proc directory tells them, for `salt-call`, which is another process than the minion.
public struct ProcJobControl: JobControl {
    private let proc: DurableFolder

    /// The jobs of a minion with these settings.
    public init(_ settings: MinionSettings) {
        proc = DurableFolder(settings.procFolder)
    }

    /// The jobs whose worker is there; a file that cannot be read is passed over, it is the minion's to deal with.
    public func runningJobs() -> [RunningJob] {
        let jids = (try? proc.list().jids) ?? []
        return jids.compactMap { job($0) }
    }

    /// Sends a signal to all processes of a job.
    ///
    /// The minion sees that a signal ended it, and not who asked.
    public func signal(_ jid: JobID, _ signal: Int32, by user: String) -> SignalOutcome {
        guard let job = job(jid) else { return .notRunning }
        guard kill(-job.pid, signal) == 0 else { return .failed(reason: String(cString: strerror(errno))) }
        return .sent(pid: job.pid)
    }

    private func job(_ jid: JobID) -> RunningJob? {
        guard let bytes = try? proc.read(jid), let record = try? ProcRecord(bytes),
            record.boot == ProcessIdentity.boot,
            ProcessIdentity(pid: record.job.pid, startTime: record.job.startTime).isAlive
        else { return nil }
        return record.job
    }
}
