internal import BrineCore
internal import BrineModules
internal import Glibc
internal import MessagePack
internal import Synchronization

/// The jobs that a simulated minion runs, which do nothing but end when their time has come or a signal asks them to.
///
/// As `saltutil` sees them they are jobs as any other, all of them of this process.
final class SimulatedJobs: JobControl {
    typealias Instant = ContinuousClock.Instant

    private struct Job {
        let running: RunningJob
        let ends: Instant
        let jobReturn: JobReturn
    }

    private struct State {
        var jobs: [JobID: Job] = [:]
        var ended: [JobReturn] = []
    }

    private static let process = ProcessIdentity(pid: getpid(), startTime: 0)
    private let state = Mutex(State())

    /// How many run.
    var count: Int { state.withLock { $0.jobs.count } }

    /// When the next one ends; nil where none runs.
    var nextEnd: Instant? {
        state.withLock { state in state.ended.isEmpty ? state.jobs.values.lazy.map(\.ends).min() : .now }
    }

    /// A job begins, and ends by itself at its end or at its time limit.
    func begin(_ command: Command, _ outcome: SimulatedWork.Outcome, at now: Instant) {
        var (duration, jobReturn) = (outcome.duration, JobReturn(command, outcome.result))
        if let limit = command.timeLimit, limit < duration {
            duration = limit
            jobReturn = JobReturn(command, CallResults(command.calls), endedBy: .timeLimit(limit), askedForBy: nil)
        }
        let job = Job(
            running: RunningJob(command: command, worker: Self.process),
            ends: now + duration,
            jobReturn: jobReturn
        )
        state.withLock { $0.jobs[command.jid] = job }
    }

    /// Takes the returns of the jobs that have ended, in the order of their jids.
    func takeEnded(at now: Instant) -> [JobReturn] {
        state.withLock { state in
            var ended = state.ended
            state.ended = []
            for (jid, job) in state.jobs where job.ends <= now {
                ended.append(job.jobReturn)
                state.jobs[jid] = nil
            }
            return ended.sorted { $0.jid < $1.jid }
        }
    }

    // MARK: JobControl

    func runningJobs() -> [RunningJob] {
        state.withLock { $0.jobs.values.map(\.running).sorted { $0.command.jid < $1.command.jid } }
    }

    func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome {
        state.withLock { state in
            guard let job = state.jobs[jid] else { return .notRunning }
            if JobSignal.endsProcesses(signal) {
                let command = job.running.command
                state.jobs[jid] = nil
                state.ended.append(
                    JobReturn(command, CallResults(command.calls), endedBy: .signal(signal), askedForBy: caller.user)
                )
            }
            return .sent(pid: Self.process.pid)
        }
    }

    func cachedReturn(of jid: JobID) -> CachedReturn {
        .notKept("A simulated minion keeps no returns")
    }

    func clearCache(olderThan age: Duration) {}

    func refreshGrains() {}
}
