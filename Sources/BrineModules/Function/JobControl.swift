public import BrineCore

/// What `saltutil` asks of whoever runs the jobs; the minion is one.
public protocol JobControl: Sendable {
    /// The jobs that run now, without the call that asks.
    func runningJobs() -> [RunningJob]

    /// Sends a signal to all processes of a job.
    ///
    /// - Parameters:
    ///   - jid: The job.
    ///   - signal: The signal's number; 0 sends none and only finds out whether the job runs.
    ///   - user: Who asked for it, to be told with the job's return.
    /// - Returns: What came of it.
    func signal(_ jid: JobID, _ signal: Int32, by user: String) -> SignalOutcome
}

/// What came of sending a signal to a job.
public enum SignalOutcome: Sendable, Hashable {
    /// It was sent; the worker's process id.
    case sent(pid: Int32)
    /// No such job runs.
    case notRunning
    /// The job runs but the system refused; why.
    case failed(reason: String)
}

/// Where there are no jobs: in a worker and in `salt-call --local`.
public struct NoJobControl: JobControl {
    /// The only value there is.
    public init() {}

    /// None.
    public func runningJobs() -> [RunningJob] { [] }

    /// Always ``SignalOutcome/notRunning``.
    public func signal(_ jid: JobID, _ signal: Int32, by user: String) -> SignalOutcome { .notRunning }
}
