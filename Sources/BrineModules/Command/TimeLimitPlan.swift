/// What to do with a command whose time may run out: first it is asked to end, then it is ended.
///
/// Time is whatever the caller says it is.
struct TimeLimitPlan: Sendable {
    /// How long a command that was asked to end may take for that.
    static let usualGrace = Duration.seconds(5)

    /// What is to be done now.
    enum Step: Sendable, Hashable {
        /// Nothing until a process ends, or until this moment comes.
        case wait(until: ContinuousClock.Instant?)
        /// Ask the command and all that it has started to end (SIGTERM).
        case terminate
        /// End what is left of them (SIGKILL).
        case kill
        /// It is over.
        case leave
    }

    private enum Phase: Sendable {
        case running(until: ContinuousClock.Instant?)
        case terminating(until: ContinuousClock.Instant)
        case killed
    }

    private let grace: Duration
    private var phase: Phase

    /// Whether the command's time ran out.
    private(set) var overran = false

    /// A plan for a command that has just started.
    init(limit: Duration?, grace: Duration = Self.usualGrace, from start: ContinuousClock.Instant) {
        self.grace = grace
        phase = .running(until: limit.map { start + $0 })
    }

    /// The next step; a step that acts is given once.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - hasEnded: Whether the command has ended.
    ///   - othersRun: Whether something runs that was asked to end with it.
    /// - Returns: What to do now.
    mutating func step(at now: ContinuousClock.Instant, hasEnded: Bool, othersRun: Bool) -> Step {
        switch phase {
        case .running(let end):
            if hasEnded { return .leave }
            guard let end, now >= end else { return .wait(until: end) }
            overran = true
            phase = .terminating(until: now + grace)
            return .terminate
        case .terminating(let end):
            if hasEnded, !othersRun { return .leave }
            guard now >= end else { return .wait(until: end) }
            phase = .killed
            return .kill
        case .killed:
            return hasEnded ? .leave : .wait(until: nil)
        }
    }
}
