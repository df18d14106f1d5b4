internal import BrineCore
internal import BrineModules
internal import Glibc
internal import MessagePack

// The returns of jobs that came to their end otherwise than by their function's result. A job ended by a signal has the
// result code that a shell gives for it, one ended by its time limit that of timeout(1).
extension JobReturn {
    /// The return that a call's result makes.
    init(_ command: Command, _ result: FunctionResult) {
        self.init(command, result.value, retcode: result.retcode, success: result.success)
    }

    /// The return of a job that its worker has ended.
    ///
    /// - Parameters:
    ///   - command: The job.
    ///   - results: What its functions came to all the same, the last one that was ended. A text of it is kept, with the reason
    ///     after it; of any other answer the reason is in the return's other fields alone.
    ///   - reason: Why it was ended.
    ///   - user: Who asked for the signal.
    init(
        _ command: Command,
        _ results: CallResults,
        endedBy reason: JobSupervision.Reason,
        askedForBy user: String?
    ) {
        let sentence: String
        let ending: Ending
        let retcode: Int64
        switch reason {
        case .signal(let signal):
            sentence = Self.sentence(signal, user)
            ending = .signalled(signal, by: user)
            retcode = 128 + Int64(signal)
        case .timeLimit(let limit):
            sentence = "The job ran longer than its time limit (\(limit.secondsText) s) and was ended"
            ending = .timedOut
            retcode = 124
        }
        self.init(command, results.value(endedBy: sentence), retcode: retcode, success: false, ending: ending)
    }

    /// The return of a job that was taken from the queue.
    init(_ command: Command, withdrawnBy withdrawal: RunningJobs.Withdrawal) {
        self.init(
            command,
            .string("\(Self.sentence(withdrawal.signal, withdrawal.user)), before it began"),
            retcode: 128 + Int64(withdrawal.signal),
            success: false,
            ending: .signalled(withdrawal.signal, by: withdrawal.user)
        )
    }

    /// The return of a job whose worker ended without one.
    ///
    /// - Parameters:
    ///   - command: The job.
    ///   - ending: How the worker ended.
    ///   - notes: The signals that were asked for, in their order.
    ///   - memoryKills: How many processes the kernel has ended for want of memory while the worker ran.
    init(
        _ command: Command,
        workerEnded ending: WorkerHandle.Ending,
        _ notes: [SignalNotes.Note],
        memoryKills: UInt64 = 0
    ) {
        switch ending {
        case .signalled(let signal):
            let user = notes.last { $0.signal == signal }?.caller.user
            var text = Self.sentence(signal, user)
            if user == nil, let reason = Self.likelyReason(signal, memoryKills) { text += ": \(reason)" }
            self.init(
                command,
                .string(text),
                retcode: 128 + Int64(signal),
                success: false,
                ending: .signalled(signal, by: user)
            )
        case .exited(let code):
            self.init(command, lostSince: "exited with code \(code) and left no return")
        case .unknown:
            // Nobody was there to learn how it ended; what would have ended it does not return by itself.
            guard let note = notes.last(where: { $0.signal == SIGKILL }) else {
                self.init(command, lostSince: "is gone and left no return")
                return
            }
            self.init(
                command,
                .string(Self.sentence(note.signal, note.caller.user)),
                retcode: 128 + Int64(note.signal),
                success: false,
                ending: .signalled(note.signal, by: note.caller.user)
            )
        }
    }

    private init(_ command: Command, lostSince what: String) {
        self.init(
            command,
            .string("The job's worker \(what); how far the job came is not known"),
            retcode: 1,
            success: false,
            ending: .lost
        )
    }

    private init(
        _ command: Command,
        _ value: Value,
        retcode: Int64,
        success: Bool,
        ending: Ending = .ordinary
    ) {
        self.init(
            jid: command.jid,
            calls: command.calls,
            user: command.user,
            value: value,
            retcode: retcode,
            success: success,
            ending: ending
        )
    }

    private static func sentence(_ signal: Int32, _ user: String?) -> String {
        "The job was ended by signal \(signal)" + (user.map { ", asked for by \($0)" } ?? "")
    }

    /// What a signal that nobody asked for usually means.
    private static func likelyReason(_ signal: Int32, _ memoryKills: UInt64) -> String? {
        switch signal {
        case SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS: "its worker crashed"
        case SIGKILL where memoryKills > 0:
            "the kernel has ended \(memoryKills == 1 ? "a process" : "\(memoryKills) processes") for want of memory meanwhile"
        default: nil
        }
    }
}
