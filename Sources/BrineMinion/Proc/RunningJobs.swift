internal import BrineCore
internal import BrineModules
internal import Glibc
internal import Synchronization

/// The jobs that run now, and who asked for a signal to which: what `saltutil` works on.
///
/// A signal goes to the worker's process group, so that a shell's children get it too. Only a jid can be addressed, never a
/// process or a path.
final class RunningJobs: JobControl {
    private struct State {
        var jobs: [JobID: RunningJob] = [:]
        var endedBy: [JobID: Asked] = [:]
    }

    /// A signal that was asked for.
    struct Asked: Sendable, Hashable {
        /// Its number.
        let signal: Int32
        /// Who asked.
        let user: String
    }

    private let state = Mutex(State())

    /// A job runs from now on.
    func add(_ job: RunningJob) {
        state.withLock { $0.jobs[job.command.jid] = job }
    }

    /// A job has ended.
    ///
    /// - Returns: the last signal above 0 that somebody asked for.
    @discardableResult
    func remove(_ jid: JobID) -> Asked? {
        state.withLock { state in
            state.jobs[jid] = nil
            return state.endedBy.removeValue(forKey: jid)
        }
    }

    func runningJobs() -> [RunningJob] {
        state.withLock { $0.jobs.values.sorted { $0.command.jid < $1.command.jid } }
    }

    func signal(_ jid: JobID, _ signal: Int32, by user: String) -> SignalOutcome {
        state.withLock { state in
            guard let job = state.jobs[jid] else { return .notRunning }
            let worker = ProcessIdentity(pid: job.pid, startTime: job.startTime)
            guard worker.isAlive else { return .notRunning }
            guard kill(-job.pid, signal) == 0 else { return .failed(reason: String(cString: strerror(errno))) }
            if signal > 0 { state.endedBy[jid] = Asked(signal: signal, user: user) }
            return .sent(pid: job.pid)
        }
    }
}
