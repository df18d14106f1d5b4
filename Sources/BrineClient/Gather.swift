package import BrineCore

/// Waits for a job's minions, as `salt` does: for as long as one is known to run it.
///
/// A plain value with no clock and no I/O. The timeout is no limit on the job. When nothing came for that long, the master is
/// asked how the job stands; minions that run it are waited for further, and where none does, the rest is given up.
package struct Gather: Sendable {
    /// The moments it reckons with.
    package typealias Instant = ContinuousClock.Instant

    /// What is to be done now.
    package enum Step: Sendable, Hashable {
        /// Wait, at the most until that moment.
        case wait(until: Instant)
        /// Ask the master how the job stands.
        case ask
        /// All is known that will be known.
        case done
    }

    /// How a minion that has not returned stands.
    package struct Standing: Sendable, Hashable {
        /// Its state.
        package var state: JobState
        /// Since when.
        package var since: Timestamp

        /// A state with its beginning.
        package init(state: JobState, since: Timestamp) {
            self.state = state
            self.since = since
        }
    }

    /// How often the question is repeated while no answer comes: the master may be away.
    package static let patience = Duration.seconds(1)

    /// The minions that have no outcome yet.
    package private(set) var waiting: Set<MinionID>
    /// How they stood when the master was last asked.
    package private(set) var standings: [MinionID: Standing] = [:]
    /// How many outcomes have come.
    package private(set) var count = 0
    /// How many questions in a row had no answer.
    package private(set) var unanswered = 0

    private let timeout: Duration
    private var phase: Phase
    /// Whether the master that is asked may know nothing yet, since the connection was lost.
    private var isRejoining = false

    private enum Phase: Sendable, Hashable {
        case quiet(until: Instant)
        case asking(until: Instant)
        case over
    }

    /// Waits for these minions.
    ///
    /// - Parameters:
    ///   - minions: Those the job was published to.
    ///   - timeout: How long nothing may come before the master is asked.
    ///   - now: The moment.
    package init(for minions: some Sequence<MinionID>, timeout: Duration, at now: Instant) {
        waiting = Set(minions)
        self.timeout = timeout
        phase = waiting.isEmpty ? .over : .quiet(until: now + timeout)
    }

    /// An outcome came.
    ///
    /// - Returns: whether it is the first for that minion.
    package mutating func arrived(_ id: MinionID, at now: Instant) -> Bool {
        guard waiting.remove(id) != nil else { return false }
        count += 1
        standings[id] = nil
        (unanswered, isRejoining) = (0, false)
        phase = waiting.isEmpty ? .over : .quiet(until: now + timeout)
        return true
    }

    /// The turn of further minions has come: they have the whole timeout.
    package mutating func started(at now: Instant) {
        (unanswered, isRejoining) = (0, false)
        if phase != .over { phase = .quiet(until: now + timeout) }
    }

    /// The connection to the master was lost: whoever listens there next tells nothing before it is asked.
    ///
    /// It is asked at once and until it answers, and then has the whole timeout again.
    package mutating func disconnected(at now: Instant) {
        guard case .quiet = phase else { return }
        isRejoining = true
        phase = .quiet(until: now)
    }

    /// The master said how the minions without an outcome stand.
    ///
    /// - Parameters:
    ///   - entries: The minions without an outcome.
    ///   - isResuming: Whether more is to be expected than the states tell: the master was restarted and does not know better
    ///     yet, or the job is still being brought to its minions.
    ///   - now: The moment.
    package mutating func stands(_ entries: [(MinionID, Standing)], isResuming: Bool = false, at now: Instant) {
        unanswered = 0
        standings = Dictionary(entries.filter { waiting.contains($0.0) }) { first, _ in first }
        guard case .asking = phase else { return }
        let runs = isResuming || isRejoining || standings.values.contains { $0.state == .running }
        isRejoining = false
        phase = runs ? .quiet(until: now + timeout) : .over
    }

    /// What is to be done at a moment.
    package mutating func step(at now: Instant) -> Step {
        switch phase {
        case .over: return .done
        case .quiet(let until):
            guard now >= until else { return .wait(until: until) }
            phase = .asking(until: now + Self.patience)
            return .ask
        case .asking(let until):
            guard now >= until else { return .wait(until: until) }
            unanswered += 1
            phase = .asking(until: now + Self.patience)
            return .ask
        }
    }
}
