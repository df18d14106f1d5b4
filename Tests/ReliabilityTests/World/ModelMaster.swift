import BrineCore
import BrineStore

@testable import BrineMaster

/// A running master: a real tracker, real queues, and the coordinator's order of things around them.
///
/// What `JobCoordinator` does in one go between two waits is one event here. It is gone with all that is in it at a crash.
final class ModelMaster {
    /// A job on its way from the request to the wire.
    struct Publishing {
        var job: Job
        var isForAll: Bool
        var order: [MinionNumber]
        /// Whether it is in the store.
        var isKept = false
    }

    /// What the publish socket tells, in order.
    enum Note {
        case subscribed(Int)
        case unsubscribed(Int)
    }

    /// A question to minions.
    struct Question {
        var expected: Set<MinionNumber>
        var answered: Set<MinionNumber> = []
        var ends: Timestamp
    }

    static let everyMinion = Target.glob("*")

    unowned let world: World
    var tracker: Tracker
    var allocator: JobIDAllocator
    var outcomes = OutcomeQueue()
    /// What is on its way to the store, and what came of it once it is there.
    var batch: (outcomes: [Outcome], verdicts: [OutcomeVerdict]?)?
    var turns: [(jid: JobID, minions: [MinionNumber])] = []
    /// Whose turn is on its way to the store.
    var turn: (jid: JobID, minions: [MinionNumber], isKept: Bool)?
    var publishing: [Publishing] = []
    var notes: [Note] = []
    var questions: [JobID: Question] = [:]
    var endedQuestions = RecentJobs(limit: 1_000)
    var isStoreFailing = false
    var isKeepingReceipts = false
    /// As `JobCoordinator.isReceivingHeld`.
    var isReadingHeld = false
    /// What has been read out of the sockets meanwhile.
    var arrived: [(message: Upward, minion: MinionNumber)] = []
    /// As `JobCoordinator.heldTicks`.
    var heldTicks = 0
    /// The receipts that are on their way to the store.
    var receipts: [Receipts] = []
    var lastTick: Int64
    /// What the steady clock shows more than a right one: it began with the wall clock.
    private let clockError: Int64

    /// The moment by the clock that nobody sets: `SteadyClock`.
    var now: Timestamp { shown(world.elapsed) }

    /// What the steady clock shows at a moment.
    func shown(_ elapsed: Int64) -> Timestamp { World.epoch + .microseconds(elapsed + clockError) }

    /// A master that goes on where the store left off: `JobCoordinator.init`.
    init(_ world: World) {
        self.world = world
        tracker = Tracker(policy: Tracker.Policy(deliveryWindow: world.scenario.window))
        clockError = world.clockError
        let gap = Duration.milliseconds(1_000 + world.nextLife())
        allocator = JobIDAllocator(restartedAfter: world.store.jids.max(), at: world.wallClock, gap: gap)
        lastTick = world.elapsed
        for open in world.store.open {
            let rest = JobCoordinator.restOfWindow(of: open.job, at: world.wallClock, window: world.scenario.window)
            tracker.resume(
                seen(open.job),
                packet: [],
                settled: open.outcomes.mapValues(\.state),
                received: open.received,
                started: world.brokenRule == .forgetTurns ? [] : open.started.sorted(),
                order: open.job.minions,
                deliverBefore: now + rest,
                at: now
            )
        }
        world.ledger.masterStarted(tracker)
    }

    /// A job as the tracker gets it.
    func seen(_ job: Job) -> Job {
        var job = job
        if world.brokenRule == .ignorePlaces { job.rollout?.size = .count(100) }
        if world.brokenRule == .ignoreErrorLimit { job.rollout?.maximumErrors = nil }
        return job
    }

    // MARK: To the minions

    /// What `PublishLink` does with a packet for a minion's own topic: every pipe that has the subscription gets it.
    func send(_ message: Downward, to minion: MinionNumber) {
        let index = Int(minion.rawValue) - 1
        for connection in world.connections[index]
        where connection.isGranted && !connection.isEndedAtMaster && !connection.isCut && connection.isOpenAtMinion {
            connection.down.append(message)
        }
    }

    /// As `JobCoordinator.deliver(_:to:)`.
    func deliver(_ jid: JobID, to minions: [MinionNumber]) {
        guard let live = tracker.jobs[jid] else { return }
        for minion in minions {
            let command = Command(live.job, deliverBefore: live.waiting[minion]?.deliverBefore ?? live.deliverBefore)
            world.note("the master publishes \(world.name(jid)) to \(world.name(minion))")
            send(.command(command, isOnOwnTopic: true, by: self), to: minion)
        }
    }

    /// As `JobCoordinator.act(_:)`; in an order of its own, so that the same seed gives the same history.
    func act(_ actions: [Tracker.Action]) throws(Violation) {
        for action in actions {
            switch action {
            case .deliver(let jid, let minions): deliver(jid, to: minions)
            case .start(let jid, let minions):
                try world.ledger.checkTurn(jid, minions, in: world, tracker)
                world.note("it is the turn of \(minions.map(world.name)) in \(world.name(jid))")
                turns.append((jid, minions))
                guard world.brokenRule == .startBeforeKeepingTurn else { continue }
                try act(tracker.started(jid, minions, at: now))
            case .settle(let verdicts):
                for verdict in verdicts.sorted(by: { ($0.jid, $0.minion) < ($1.jid, $1.minion) }) {
                    if tracker.jobs[verdict.jid]?.isInternal == true {
                        tracker.settled(verdict.jid, verdict.minion, as: verdict.state, at: verdict.at)
                    } else {
                        try world.ledger.checkVerdict(verdict, in: world, self)
                        world.note(
                            "the master's verdict on \(world.name(verdict.jid)) on \(world.name(verdict.minion)): \(verdict.state.rawValue)"
                        )
                        outcomes.append(verdict)
                        if world.brokenRule == .tellBeforeCommit { try world.ledger.told(verdict) }
                    }
                }
            }
        }
    }

    func advanceRollouts(givesUp: Bool = false) throws(Violation) {
        try act(tracker.advanceRollouts(at: now, givesUp: givesUp))
    }
}
