import BrineCore
import BrineStore

@testable import BrineMaster

/// What really happened in an interleaving, beside what the daemons believe, and whether it may be.
final class Ledger {
    struct Pair: Hashable {
        var jid: JobID
        var minion: MinionNumber
    }

    /// A return that was made.
    struct Made {
        let jobReturn: ModelReturn
        /// Whether it was written to the outbox.
        let isDurable: Bool
        /// Whether it was lost with its disk.
        var isWiped = false
    }

    /// Whether the master's store keeps what it has said to keep; where not, only the ends and the moves are checked.
    let isStrict: Bool
    private(set) var coverage = Coverage()
    /// The disk on which a job began last.
    private(set) var begun: [Pair: Int] = [:]
    private(set) var returns: [Pair: [Made]] = [:]
    /// Where a job was taken from the queue: the disk, and where that does not know it the daemon that does.
    private var withdrawn: [Pair: (disk: Int, daemon: Int?)] = [:]
    /// The states that the store has had.
    private var history: [Pair: [JobState]] = [:]
    private var lastTold: [Pair: JobState] = [:]
    private var storedReturns: Set<UInt32> = []
    /// What the master believed of the pairs without an outcome, last.
    private var beliefs: [Pair: LiveJob.Standing] = [:]

    init(isStrict: Bool) {
        self.isStrict = isStrict
    }

    func happened(_ event: Event) {
        coverage.note(event)
    }

    // MARK: On minions

    /// The first instruction of a job runs.
    func began(_ jid: JobID, _ minion: ModelMinion) throws(Violation) {
        let pair = Pair(jid: jid, minion: minion.number)
        let before = begun.updateValue(minion.disk, forKey: pair)
        guard isStrict else { return }
        let name = "\(minion.world.name(jid)) begins"
        guard before != minion.disk else {
            throw Violation(.atMostOnce, "\(name) a second time on \(minion.world.name(minion.number))")
        }
        if let end = withdrawn[pair], end.disk == minion.disk, end.daemon ?? minion.lives == minion.lives {
            throw Violation(
                .withdrawnStays,
                "\(name) on \(minion.world.name(minion.number)), whose queue it was taken from"
            )
        }
    }

    /// A minion is about to say that it has taken a job from its queue.
    ///
    /// - Parameters:
    ///   - jid: The job.
    ///   - minion: The minion.
    ///   - isNoted: Whether its disk knows; otherwise it is forgotten with the daemon.
    func withdrew(_ jid: JobID, _ minion: ModelMinion, isNoted: Bool) {
        withdrawn[Pair(jid: jid, minion: minion.number)] = (minion.disk, isNoted ? nil : minion.lives)
    }

    /// A minion takes a command.
    ///
    /// The minion knows the master's clock by its last welcome, as old as that was when it came. Where another master has
    /// welcomed it, that one's clock may show anything.
    func taken(_ jid: JobID, _ minion: ModelMinion, before end: Timestamp, of master: ModelMaster) throws(Violation) {
        guard let welcome = minion.welcome, welcome.by === master,
            master.shown(minion.world.elapsed) > end + .microseconds(welcome.age)
        else { return }
        let late = (master.shown(minion.world.elapsed) - end).inSeconds
        throw Violation(.windows, "\(minion.world.name(jid)) is taken \(late) s after its window")
    }

    /// A minion made a return.
    func made(
        _ jobReturn: ModelReturn,
        of jid: JobID,
        _ minion: MinionNumber,
        isDurable: Bool,
        in world: World
    )
        throws(Violation)
    {
        let pair = Pair(jid: jid, minion: minion)
        let others = returns[pair, default: []].filter { $0.isDurable && !$0.isWiped }
        returns[pair, default: []].append(Made(jobReturn: jobReturn, isDurable: isDurable))
        guard isStrict, isDurable, !others.isEmpty else { return }
        throw Violation(.atMostOnce, "\(world.name(jid)) has a second return on \(world.name(minion))")
    }

    /// A disk was lost, with what was in its outbox.
    func wiped(_ minion: MinionNumber, _ outbox: [JobID: ModelReturn]) {
        for (pair, made) in returns where pair.minion == minion {
            returns[pair] = made.map { one in
                var one = one
                if outbox[pair.jid] == one.jobReturn { one.isWiped = true }
                return one
            }
        }
    }

    /// A minion forgets a return, which the master has acknowledged.
    func acknowledged(
        _ jobReturn: ModelReturn,
        of jid: JobID,
        _ minion: MinionNumber,
        in world: World
    )
        throws(Violation)
    {
        guard isStrict, world.jobs.contains(jid) else { return }
        guard let kept = world.store.kept[jid]?.outcomes[minion], !kept.body.isEmpty else {
            throw Violation(
                .acknowledgedIsKept,
                "the return of \(world.name(jid)) on \(world.name(minion)) is not in the store"
            )
        }
    }

    // MARK: At the master

    /// The master was started, and believes this.
    func masterStarted(_ tracker: Tracker) {
        beliefs = Self.beliefs(tracker)
    }

    /// The store has a new outcome.
    func stored(_ outcome: Outcome, over old: JobState?, or belief: JobState?) throws(Violation) {
        let pair = Pair(jid: outcome.jid, minion: outcome.minion)
        history[pair, default: []].append(outcome.state)
        if let from = old ?? belief { coverage.note(from, outcome.state) }
        let isWord = outcome.state == .lost && !outcome.body.isEmpty
        if let old, !old.canBecome(outcome.state), !(old == .lost && isWord) {
            throw Violation(.allowedMoves, "the store had \(old.rawValue), and has \(outcome.state.rawValue) now")
        }
        guard let number = ModelReturn.number(of: outcome.body), isStrict else { return }
        guard storedReturns.insert(number).inserted else {
            throw Violation(.returnsKept, "a return is stored twice")
        }
    }

    /// A watcher is told of an outcome.
    func told(_ outcome: Outcome) throws(Violation) {
        let pair = Pair(jid: outcome.jid, minion: outcome.minion)
        guard isStrict else { return }
        guard history[pair]?.contains(outcome.state) == true else {
            throw Violation(.toldIsKept, "\(outcome.state.rawValue) is told and not kept")
        }
        if let last = lastTold[pair], last != outcome.state, !last.canBecome(outcome.state) {
            // What was asked for comes from the store, and may overtake what was on its way; then it is told again.
            guard outcome.state.canBecome(last) else {
                throw Violation(.toldIsKept, "\(outcome.state.rawValue) is told after \(last.rawValue)")
            }
            return
        }
        lastTold[pair] = outcome.state
    }

    /// The master gives a verdict.
    ///
    /// A minion whose outbox is at its bound counts as one that cannot be reached, and longer than it is so: to whoever takes no
    /// copy the next ones come ever later.
    func checkVerdict(_ verdict: Outcome, in world: World, _ master: ModelMaster) throws(Violation) {
        guard verdict.state == .undelivered || verdict.state == .lost else { return }
        guard !master.arrived.contains(where: { $0.minion == verdict.minion && $0.message.names(verdict.jid) }) else {
            throw Violation(
                .verdictsKnowAll,
                "\(world.name(verdict.jid)) on \(world.name(verdict.minion)) counts as \(verdict.state.rawValue)"
            )
        }
        guard verdict.state == .undelivered, !world.scenario.hasNarrowBounds, let mended = world.mendedSince,
            let standing = master.tracker.jobs[verdict.jid]?.waiting[verdict.minion]
        else { return }
        let end = master.shown(mended) + World.mendingTime
        guard standing.isHeld ? master.now > end : standing.deliverBefore > end else { return }
        throw Violation(
            .liveness,
            "\(world.name(verdict.minion)) was there, and \(world.name(verdict.jid)) counts as undelivered"
        )
    }

    /// What the master believes has changed.
    func check(_ tracker: Tracker) throws(Violation) {
        let now = Self.beliefs(tracker)
        defer { beliefs = now }
        for (pair, standing) in now {
            guard let old = beliefs[pair] else {
                guard standing.state == .pending else {
                    throw Violation(.allowedMoves, "a new job is \(standing.state.rawValue)")
                }
                continue
            }
            guard old.state != standing.state else { continue }
            coverage.note(old.state, standing.state)
            guard old.state.canBecome(standing.state) else {
                throw Violation(.allowedMoves, "\(old.state.rawValue) became \(standing.state.rawValue)")
            }
        }
    }

    private static func beliefs(_ tracker: Tracker) -> [Pair: LiveJob.Standing] {
        var beliefs: [Pair: LiveJob.Standing] = [:]
        for (jid, live) in tracker.jobs where !live.isInternal {
            for (minion, standing) in live.waiting { beliefs[Pair(jid: jid, minion: minion)] = standing }
        }
        return beliefs
    }
}
