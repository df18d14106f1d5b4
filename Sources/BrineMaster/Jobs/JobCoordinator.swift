internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

/// The heart of the master: takes jobs, publishes them, takes their returns, and knows how each stands.
///
/// What it decides is in ``Tracker``; here are the order of things and the I/O around it. A job is in the store before it is
/// published, and a return before it is acknowledged. While one transaction is being synced, whatever comes in gathers for
/// the next: that is the group commit, and it needs no timer.
///
/// The state stands here; each of the actor's other files holds one concern: publishing, connections, returns, committing,
/// the master's own inquiries, targets, watching, events, rollouts, calls of runners, and retention.
actor JobCoordinator {
    /// What the coordinator works with.
    struct Parts: Sendable {
        var store: any JobStore
        var roster: Roster
        var accepted: @Sendable () throws -> [MinionID]
        var publisher: any CommandPublisher
        /// Sends a packet to a command that watches.
        var notify: @Sendable (RouterLink.Peer, [UInt8]) -> Void
        var events: EventBus
        /// Told of each minion that listens from now on.
        var listens: @Sendable (MinionID) -> Void = { _ in }
        /// The clock by which all waits; the tracker's moments are its.
        var now: @Sendable () -> Timestamp = { SteadyClock.now() }
        /// The clock by which jids are given and all is kept and shown.
        var wallClock: @Sendable () -> Timestamp = { Timestamp.now() }
        var deliveryWindow: Duration = .seconds(60)
        var heartbeatInterval: Duration = .seconds(15)
        var nodegroups = NodeGroups()
        /// How long to wait before a batch that could not be kept is tried again.
        var storePatience: Duration = .seconds(1)
        var logger: Logger
    }

    /// How many events of minions are remembered at least, so that a repeat is not announced again.
    static let rememberedEvents = 10_000
    /// The longest receipt or heartbeat that is read, in bytes.
    static let longestNote = HeartbeatMessage.longestPacket
    /// How many bytes of outcomes go into one message to a command, at the least before it is sent.
    static let newsBytes = 4 * 1_024 * 1_024
    /// How long after grains were written the next are.
    static let pauseBetweenGrains = Duration.milliseconds(100)
    /// How long beyond `keep_jobs` a job is kept that still waits for a minion.
    static let patienceWithOpenJobs = Duration.seconds(7 * 86_400)

    let parts: Parts
    let grains: GrainsBook
    var tracker: Tracker
    var allocator: JobIDAllocator
    var outcomes = OutcomeQueue()
    var watchers = Watchers()
    var inquiries: [JobID: Inquiry] = [:]
    var endedInquiries = RecentJobs(limit: 1_000)
    /// Own calls that were received and are kept next: the return socket waits for them.
    var ownCalls: [(packet: [UInt8], envelope: ReturnEnvelope, minion: MinionNumber)] = []
    /// Whether what minions send waits unread: for room in the queue to the store, or for own calls to be kept.
    var isReceivingHeld = false
    /// How many ticks in a row found that so, or the store failing.
    var heldTicks = 0
    /// When the last tick was, by the tracker's clock.
    var lastTick: Timestamp
    /// The minions' events that were taken and are acknowledged next.
    var keptEvents: [MinionNumber: [JobID]] = [:]
    var recentEvents = RecentEvents(limit: rememberedEvents)
    /// Grains that were received and are not taken in yet: at the most one packet a minion.
    var arrivedGrains: [MinionNumber: GrainsBook.Arrival] = [:]
    var hasGrainsTask = false
    var isTakingGrains = false
    /// The accepted minions when last looked at.
    var lastAccepted: [MinionID] = []
    /// The same, to ask whether one is among them.
    var acceptedIDs: Set<MinionID> = []
    /// Whose turns in rollouts have come and are kept next.
    var turns: [(jid: JobID, minions: [MinionNumber])] = []
    var isKeepingTurns = false
    var isKeepingReceipts = false
    /// When the rollouts are looked at again for a place that is empty until then.
    var rolloutsLookedAtAgain: Timestamp?
    /// The calls of runners that nobody waits for and that have no outcome in the store.
    var openRunnerCalls: [JobID: OpenRunnerCall] = [:]
    /// Since when the store has not taken what came; nil where it does.
    var storeFailingSince: Timestamp?
    var isStopping = false
    /// Whether all that was received is in the store, and nothing further is taken.
    var hasFinished = false
    var heldBack: [CheckedContinuation<Void, Never>] = []
    var throttle = LogThrottle(interval: .seconds(60))

    /// A coordinator that goes on where the store left off.
    init(_ parts: Parts, policy: Tracker.Policy = Tracker.Policy()) async throws {
        self.parts = parts
        grains = try await GrainsBook(store: parts.store, roster: parts.roster, logger: parts.logger)
        tracker = Tracker(policy: policy)
        lastTick = parts.now()
        allocator = JobIDAllocator(restartedAfter: try await parts.store.lastJobID(), at: parts.wallClock())
        for open in try await parts.store.openJobs() {
            guard !open.job.calls.isRunnerCall else {
                for lost in Self.lost(open, at: parts.wallClock()) {
                    openRunnerCalls[lost.jid] = OpenRunnerCall(minion: lost.minion, since: lost.jid.timestamp)
                    outcomes.append(lost)
                }
                continue
            }
            let now = parts.now()
            let end = now + Self.restOfWindow(of: open.job, at: parts.wallClock(), window: parts.deliveryWindow)
            tracker.resume(
                open.job,
                packet: CommandMessage(Command(open.job, deliverBefore: end)).packet,
                settled: Dictionary(open.outcomes.map { ($0.minion, $0.state) }) { first, _ in first },
                received: open.received,
                started: open.started,
                order: parts.roster.ordered(open.job.minions),
                deliverBefore: end,
                at: now
            )
        }
    }

    /// The longest message of a kind that is read, in bytes; a return's bound is the socket's, an event's is looked at with it.
    static func longest(_ kind: MessageKind) -> Int {
        switch kind {
        case .jobReturn, .event: .max
        case .grains: GrainsMessage.longestPacket
        default: longestNote
        }
    }

    /// How much of a job's delivery window is left at a start of the master; negative where it is over.
    ///
    /// It was reckoned by the wall clock, which may have been set back meanwhile: never more than the whole window.
    static func restOfWindow(of job: Job, at now: Timestamp, window: Duration) -> Duration {
        min(job.deliverBefore - now, job.deliverWithin ?? window)
    }
}
