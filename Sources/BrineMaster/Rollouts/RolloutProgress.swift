internal import BrineCore

/// Whose turn it is in a rollout: who has the job, who is next, and whether it goes on.
///
/// A plain value with no clock and no I/O. A minion that is away when its turn comes is passed over and gets it when it is
/// back; when there is nobody else left, those that are away have one delivery window to come.
struct RolloutProgress: Sendable {
    /// What is to be done.
    enum Step: Sendable, Hashable {
        /// It is these minions' turn.
        case start([MinionNumber])
        /// The job is over for these minions, which never got it: `skipped` or `undelivered`.
        case giveUp([MinionNumber], JobState)
    }

    private let places: Int
    private let errorLimit: Int?
    private let wait: Duration
    private let window: Duration
    private let patience: Duration
    /// The minions in the order of their turns; those that are not held any more are passed over.
    private var order: [MinionNumber]
    private var next = 0
    /// The minions whose turn has not come.
    private(set) var held: Set<MinionNumber>
    /// Those of them that were away when it was their turn.
    private var away: Set<MinionNumber> = []
    /// Those that have the job, and a place each.
    private(set) var busy: Set<MinionNumber> = []
    /// Until when places stay empty.
    private var emptyUntil: [Timestamp] = []
    private var failed: Set<MinionNumber> = []
    /// Those that had a place and are not heard from for so long that it was given on.
    private(set) var silent: Set<MinionNumber> = []
    /// When those that are away are given up, once there is nobody else.
    private var patienceEnds: Timestamp?

    /// The rollout of a job.
    ///
    /// - Parameters:
    ///   - rollout: How it is done.
    ///   - total: How many minions the job is for.
    ///   - window: How long a minion has to get the job from its turn on.
    ///   - patience: How long one that has the job has to be heard from again; the window where it is not given.
    ///   - order: The job's minions that have no outcome, in the order of their turns.
    ///   - started: Those of them whose turn has come already.
    ///   - failed: The minions of the job on which it has failed.
    init(
        _ rollout: Rollout,
        of total: Int,
        window: Duration,
        patience: Duration? = nil,
        order: [MinionNumber],
        started: Set<MinionNumber> = [],
        failed: Set<MinionNumber> = []
    ) {
        places = rollout.places(for: total)
        errorLimit = rollout.errorLimit(for: total)
        wait = rollout.wait
        self.window = window
        self.patience = patience ?? window
        self.order = order.filter { !started.contains($0) }
        held = Set(self.order)
        busy = Set(order).intersection(started)
        self.failed = failed
    }

    /// How many failures there are: a minion that went silent with the job counts as one for as long as it is.
    var errors: Int { failed.count + silent.count }

    /// Whether more minions failed than may.
    var isStopped: Bool { errorLimit.map { errors > $0 } ?? false }

    /// Whether a minion's turn will come with no minion having to come back first.
    var isUnderWay: Bool {
        held.count > away.count || !held.isEmpty && !(busy.isEmpty && emptyUntil.isEmpty)
    }

    /// When the next place is to be filled that stays empty for a while; nil where there is none, or nobody to fill it.
    var nextPlace: Timestamp? { held.isEmpty ? nil : emptyUntil.min() }

    /// What is to be done now.
    ///
    /// Costs what it answers, and a look at those that are away when all others have had their turn.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - givesUp: Whether those may be given up that are away.
    ///   - isConnected: Whether a minion is there.
    /// - Returns: what is to be done; nil for nothing.
    mutating func step(at now: Timestamp, givesUp: Bool = true, isConnected: (MinionNumber) -> Bool) -> Step? {
        guard !held.isEmpty else { return nil }
        if isStopped { return giveUp(held, .skipped) }
        // Never longer than was asked for, whatever was done to the clock.
        emptyUntil = emptyUntil.filter { $0 > now }.map { min($0, now + wait) }
        var turn: [MinionNumber] = []
        while busy.count + emptyUntil.count < places, let minion = takeNext() {
            guard isConnected(minion) else {
                away.insert(minion)
                continue
            }
            held.remove(minion)
            busy.insert(minion)
            turn.append(minion)
        }
        guard turn.isEmpty else {
            patienceEnds = nil
            return .start(turn)
        }
        guard busy.isEmpty, held.count == away.count else { return nil }
        let end = min(patienceEnds ?? now + window, now + window)
        patienceEnds = end
        return givesUp && now >= end ? giveUp(away, .undelivered) : nil
    }

    /// No minion at all is there, so it is not theirs that they are away: they have their patience anew.
    mutating func nobodyIsThere() {
        patienceEnds = nil
    }

    /// A minion is heard from: where it was passed over, its turn comes again.
    mutating func heard(from minion: MinionNumber) {
        if away.remove(minion) != nil { order.append(minion) }
    }

    /// A minion has the job, though its turn was not known to have come.
    mutating func hasStarted(_ minion: MinionNumber) {
        release(minion)
        busy.insert(minion)
    }

    /// A minion's turn will not come: the job is over for it.
    mutating func release(_ minion: MinionNumber) {
        held.remove(minion)
        away.remove(minion)
    }

    /// The job has ended on a minion.
    mutating func ended(_ minion: MinionNumber, as state: JobState, at now: Timestamp) {
        release(minion)
        silent.remove(minion)
        if busy.remove(minion) != nil, wait > .zero { emptyUntil.append(now + wait) }
        if state.isFailure { failed.insert(minion) } else { failed.remove(minion) }
    }

    /// Gives the places of those on that are not heard from for longer than the patience with them, and counts them as failed.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - unreachableSince: Since when a minion with the job is not heard from; nil where it is.
    mutating func noticeSilence(at now: Timestamp, unreachableSince: (MinionNumber) -> Timestamp?) {
        for minion in silent where unreachableSince(minion) == nil {
            silent.remove(minion)
            busy.insert(minion)
        }
        for minion in busy {
            guard let since = unreachableSince(minion), now - since > patience else { continue }
            busy.remove(minion)
            silent.insert(minion)
        }
    }

    private mutating func takeNext() -> MinionNumber? {
        while next < order.count {
            let minion = order[next]
            next += 1
            // One that came and went stands in here several times.
            if held.contains(minion), !away.contains(minion) { return minion }
        }
        (order, next) = ([], 0)
        return nil
    }

    private mutating func giveUp(_ minions: Set<MinionNumber>, _ state: JobState) -> Step {
        for minion in minions { release(minion) }
        return .giveUp(minions.sorted(), state)
    }
}
