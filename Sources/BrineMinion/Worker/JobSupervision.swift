internal import Glibc

/// Decides, inside a worker, how its job comes to an end before its time: by signals, or by the job's time limit.
///
/// A plain value with no clock and no processes: each event comes with its moment and answers with what is to be done.
///
/// The processes that a job has started got the signal as its worker did: what they do about it is theirs. Only SIGTERM is
/// followed up: what has not ended ten seconds later is killed. A job with no processes is ended as a process would be that
/// does nothing about signals.
struct JobSupervision: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Why a job was ended.
    enum Reason: Sendable, Hashable {
        /// By a signal: its number.
        case signal(Int32)
        /// It ran longer than it may.
        case timeLimit(Duration)
    }

    /// What is to be done.
    enum Action: Sendable, Hashable {
        /// Send SIGTERM to the job's processes.
        case endProcesses
        /// Send SIGKILL to the job's processes.
        case killProcesses
        /// Return without the function's result: it does not come.
        case abandon(Reason)
    }

    private enum Phase: Sendable {
        case running
        case ending(Reason, killAt: Instant)
        case killed(Reason, abandonAt: Instant)
        case abandoned
    }

    /// How long processes have from SIGTERM to SIGKILL.
    static let grace = Duration.seconds(10)
    /// How long the function has to come to its result after its processes were killed.
    static let patience = Duration.seconds(2)

    private let limit: Duration?
    private let limitAt: Instant?
    private var phase = Phase.running
    private var lastSignal: Int32?

    /// A job that starts now.
    init(limit: Duration?, at now: Instant) {
        self.limit = limit
        limitAt = limit.map { now + $0 }
    }

    /// A signal came to the worker and all its processes.
    mutating func received(_ signal: Int32, hasProcesses: Bool, at now: Instant) -> [Action] {
        guard case .running = phase else { return [] }
        guard hasProcesses else { return abandon(.signal(signal)) }
        lastSignal = signal
        if signal == SIGTERM { phase = .ending(.signal(signal), killAt: now + Self.grace) }
        return []
    }

    /// Time has passed.
    mutating func tick(hasProcesses: Bool, at now: Instant) -> [Action] {
        switch phase {
        case .running:
            guard let limit, let limitAt, now >= limitAt else { return [] }
            guard hasProcesses else { return abandon(.timeLimit(limit)) }
            phase = .ending(.timeLimit(limit), killAt: now + Self.grace)
            return [.endProcesses]
        case .ending(let reason, let killAt):
            guard now >= killAt else { return [] }
            phase = .killed(reason, abandonAt: now + Self.patience)
            return [.killProcesses]
        case .killed(let reason, let abandonAt):
            return now >= abandonAt ? abandon(reason) : []
        case .abandoned: return []
        }
    }

    /// When ``tick(hasProcesses:at:)`` has something to do next; nil for never.
    var nextDeadline: Instant? {
        switch phase {
        case .running: limitAt
        case .ending(_, let killAt): killAt
        case .killed(_, let abandonAt): abandonAt
        case .abandoned: nil
        }
    }

    /// Until when the processes of a job that is being ended may go on; nil where it is not.
    var graceEnd: Instant? {
        switch phase {
        case .ending(_, let killAt): killAt
        case .running, .killed, .abandoned: nil
        }
    }

    /// The function has come to a result: why it did, where that was not its own doing.
    ///
    /// - Parameters:
    ///   - retcode: The result's code.
    ///   - asked: The signals that somebody has asked for, whether or not they have come here.
    /// - Returns: the reason, or nil where the result is the function's own.
    func reason(forResult retcode: Int64, asked: [Int32]) -> Reason? {
        switch phase {
        case .ending(let reason, _), .killed(let reason, _): return reason
        case .running, .abandoned:
            // A command that a signal has ended says so, as itself or through the shell that waited for it.
            let signals = asked + [lastSignal].compactMap(\.self)
            return signals.last { retcode == -Int64($0) || retcode == 128 + Int64($0) }.map { .signal($0) }
        }
    }

    private mutating func abandon(_ reason: Reason) -> [Action] {
        phase = .abandoned
        return [.abandon(reason)]
    }
}
