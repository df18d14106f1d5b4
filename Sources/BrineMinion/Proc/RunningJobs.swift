internal import BrineCore
internal import BrineModules
internal import CLinux
internal import Glibc
internal import MessagePack
internal import Synchronization

/// The jobs that run or wait now, as `saltutil` sees them, and what it asks to be done about them.
///
/// A signal goes to the worker's process group, so that a shell's children get it too. Only a jid can be addressed, never a
/// process or a path.
final class RunningJobs: JobControl {
    private struct State {
        var jobs: [JobID: RunningJob] = [:]
        var withdrawn: [Withdrawal] = []
        var wantsGrains = false
    }

    /// A job that somebody took from the queue.
    struct Withdrawal: Sendable, Hashable {
        /// The job.
        let jid: JobID
        /// The signal that was to end it.
        let signal: Int32
        /// Who asked.
        let user: String
    }

    /// Who asked for which signal.
    let notes: SignalNotes
    private let cache: ReturnCache
    private let state = Mutex(State())

    /// No jobs yet.
    init(notes: SignalNotes, cache: ReturnCache) {
        self.notes = notes
        self.cache = cache
    }

    /// A job runs or waits from now on, or runs now where it has waited.
    func set(_ job: RunningJob) {
        state.withLock { $0.jobs[job.command.jid] = job }
    }

    /// A job has ended; the notes of who asked for that stay.
    func remove(_ jid: JobID) {
        state.withLock { $0.jobs[jid] = nil }
    }

    /// Who took a job from the queue, as the disk has it; nil where nobody did, or the disk did not take the note.
    ///
    /// To be asked of a job that no worker has had.
    func notedWithdrawal(of jid: JobID) -> Withdrawal? {
        notes.notes(of: jid).last { JobSignal.endsProcesses($0.signal) }
            .map { Withdrawal(jid: jid, signal: $0.signal, user: $0.caller.user) }
    }

    /// Takes the jobs that were taken from the queue since the last look.
    func takeWithdrawn() -> [Withdrawal] {
        state.withLock { state in
            defer { state.withdrawn = [] }
            return state.withdrawn
        }
    }

    /// Whether somebody has asked for new grains since the last look.
    func takeGrainsWish() -> Bool {
        state.withLock { state in
            defer { state.wantsGrains = false }
            return state.wantsGrains
        }
    }

    // MARK: JobControl

    func runningJobs() -> [RunningJob] {
        state.withLock { $0.jobs.values.sorted { $0.command.jid < $1.command.jid } }
    }

    func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome {
        state.withLock { state in
            guard let job = state.jobs[jid] else { return .notRunning }
            guard let worker = job.worker else {
                guard JobSignal.endsProcesses(signal) else { return .queued }
                state.jobs[jid] = nil
                try? notes.add(SignalNotes.Note(signal: signal, caller: caller), to: jid)
                state.withdrawn.append(Withdrawal(jid: jid, signal: signal, user: caller.user))
                return .withdrawn
            }
            return JobSignal.send(signal, to: worker, of: jid, by: caller, notes)
        }
    }

    func cachedReturn(of jid: JobID) -> CachedReturn {
        cache.find(jid)
    }

    func clearCache(olderThan age: Duration) throws {
        try cache.clear(olderThan: age)
    }

    func refreshGrains() {
        state.withLock { $0.wantsGrains = true }
    }
}
