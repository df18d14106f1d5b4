public import BrineCore
public import MessagePack

/// What `saltutil` asks of the minion: its jobs, the returns it keeps, and its grains.
public protocol JobControl: Sendable {
    /// The jobs that run or wait for their turn now, oldest first, without the call that asks.
    func runningJobs() -> [RunningJob]

    /// Sends a signal to all processes of a job, and takes a job that waits for its turn from the queue where the signal is
    /// one that ends a process.
    ///
    /// - Parameters:
    ///   - jid: The job.
    ///   - signal: The signal's number; 0 sends none and only finds out whether the job runs.
    ///   - caller: Who asked for it, and in which call: the same call does it once, however often it is made.
    /// - Returns: What came of it.
    func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome

    /// The return of a job that has ended, as far as the minion keeps it.
    func cachedReturn(of jid: JobID) -> CachedReturn

    /// Forgets the kept returns and outputs that are older than a time.
    ///
    /// - Throws: Why they cannot be removed, in words.
    func clearCache(olderThan age: Duration) throws

    /// Has the grains found out anew before the next job.
    ///
    /// - Throws: Why the minion cannot be told, in words.
    func refreshGrains() throws
}

/// Who asks for a signal to be sent to a job.
public struct SignalCaller: Sendable, Hashable {
    /// The user.
    public var user: String
    /// The job of the call that asks.
    public var call: JobID

    /// A caller.
    public init(user: String, call: JobID) {
        self.user = user
        self.call = call
    }
}

/// What came of sending a signal to a job.
public enum SignalOutcome: Sendable, Hashable {
    /// It was sent; the worker's process id.
    case sent(pid: Int32)
    /// The job waits for its turn, and nothing was done to it.
    case queued
    /// The job waited for its turn, and will not start.
    case withdrawn
    /// No such job runs.
    case notRunning
    /// The job runs but the system refused; why.
    case failed(reason: String)
}

/// What the minion still has of a job that has ended.
public enum CachedReturn: Sendable, Hashable {
    /// Its return, in Salt's fields.
    case kept(ValueMap)
    /// Nothing; why.
    case notKept(String)
}

/// Where there are no jobs.
public struct NoJobControl: JobControl {
    /// The only value there is.
    public init() {}

    /// None.
    public func runningJobs() -> [RunningJob] { [] }

    /// Always ``SignalOutcome/notRunning``.
    public func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome { .notRunning }

    /// Always nothing.
    public func cachedReturn(of jid: JobID) -> CachedReturn { .notKept("There are no jobs here") }

    /// Has nothing to forget.
    public func clearCache(olderThan age: Duration) {}

    /// Has no grains of its own.
    public func refreshGrains() {}
}
