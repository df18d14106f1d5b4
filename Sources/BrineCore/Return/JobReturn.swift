public import MessagePack

/// What a minion says of a job that it has ended.
public struct JobReturn: Sendable, Hashable {
    /// The job.
    public var jid: JobID
    /// What was run.
    public var calls: Calls
    /// Who asked for it.
    public var user: String
    /// What the function answered, or a text that says why there is no answer; of several functions a map by function.
    public var value: Value
    /// The function's own result code, of several functions the highest; 0 is good.
    ///
    /// 254: no such function. 128 and more: ended by the signal of that number less 128, as a shell counts.
    public var retcode: Int64
    /// Whether the function itself says it succeeded; of several, whether each does.
    public var success: Bool
    /// How it ended, where the return is not an ordinary one: by a signal, by its time limit, or with no word from its
    /// worker.
    public var ending: Ending

    /// How a job came to its end on a minion.
    public enum Ending: Sendable, Hashable {
        /// The function ran to its end.
        case ordinary
        /// A signal ended it; who asked for that, where a command of ours did.
        case signalled(Int32, by: String?)
        /// It ran past its own time limit and the minion ended it.
        case timedOut
        /// Its worker is gone and left no return: nobody knows how far it came.
        case lost
    }

    /// A return with all its parts.
    public init(
        jid: JobID,
        calls: Calls,
        user: String,
        value: Value,
        retcode: Int64 = 0,
        success: Bool = true,
        ending: Ending = .ordinary
    ) {
        self.jid = jid
        self.calls = calls
        self.user = user
        self.value = value
        self.retcode = retcode
        self.success = success
        self.ending = ending
    }

    /// The final state that this return brings its job to on this minion.
    public var state: JobState {
        switch ending {
        case .ordinary: success && retcode == 0 ? .succeeded : .failed
        case .signalled: .terminated
        case .timedOut: .timedOut
        case .lost: .lost
        }
    }
}
