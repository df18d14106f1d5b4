internal import BrineCore
internal import BrineStore

/// The live jobs' states, minion by minion: what the master believes, and what it does about it.
///
/// A plain value with no clock and no I/O: each event comes with its moment, by a clock that nobody sets
/// (``SteadyClock``), and answers with the actions to take. It is rebuilt from the store at a start: from the jobs, their
/// outcomes, and the receipts that were kept.
struct Tracker: Sendable {
    /// Intervals that rule delivery and presence.
    struct Policy: Sendable, Hashable {
        /// How long after a publication a receipt is overdue; doubles with each repetition.
        var receiptPatience = Duration.seconds(2)
        /// The longest wait between two deliveries of one command to one minion.
        var longestPatience = Duration.seconds(60)
        /// How long a minion has to get a job from its turn in a rollout on.
        var deliveryWindow = Duration.seconds(60)
        /// How long a minion may be silent before it counts as away: three heartbeats.
        var silence = Duration.seconds(45)
        /// After how long a silence the connection of a minion is cut that keeps one.
        var longestSilence: Duration { silence * 2 }
        /// How many heartbeats in a row must be without a running job before it counts as lost.
        var missedHeartbeats = 2
    }

    /// What is to be done.
    enum Action: Sendable, Hashable {
        /// Publish the job's command to this minion's own topic.
        case deliver(JobID, [MinionNumber])
        /// Keep these final states, which the master gives for want of a return.
        case settle([Outcome])
        /// Keep that the turn of these minions has come in a job's rollout, and then say that they have started.
        case start(JobID, [MinionNumber])
    }

    let policy: Policy
    var jobs: [JobID: LiveJob] = [:]
    var presence: [MinionNumber: Presence] = [:]
    /// The live jobs that wait for a minion.
    private(set) var jidsByMinion: [MinionNumber: Set<JobID>] = [:]
    /// The live jobs that are rolled out a few minions at a time.
    private(set) var rollouts: Set<JobID> = []
    /// The jobs that minions have said to have since the receipts were last taken to be kept.
    private var newReceipts: Set<JobID> = []
    /// Whether there was no minion at all when the rollouts were last looked at.
    var isAlone = false
    /// When there was no minion at all, last.
    var lastAlone: Timestamp?

    init(policy: Policy = Policy()) {
        self.policy = policy
    }

    // MARK: Jobs

    /// A job is about to be published; in a rollout, to nobody before its turn.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - packet: What carries its command.
    ///   - isInternal: Whether it is a question of the master's own.
    ///   - order: The minions in the order of their turns in a rollout; that of their numbers where it is not given.
    ///   - end: The end of the delivery window by the tracker's clock, as the packet tells it; where it is not given, that
    ///     clock and the job's are the same.
    ///   - now: The moment.
    /// - Returns: the minions that were welcomed after the jid was given: they pass over a broadcast of it.
    mutating func begin(
        _ job: Job,
        packet: [UInt8],
        isInternal: Bool,
        order: [MinionNumber]? = nil,
        deliverBefore end: Timestamp? = nil,
        at now: Timestamp
    ) -> [MinionNumber] {
        add(job, packet, isInternal: isInternal, job.minions, deliverBefore: end ?? job.deliverBefore, at: now)
        beginRollout(of: job.jid, order: order ?? job.minions)
        return job.minions.filter { minion in
            presence[minion].map { $0.welcomedAfter >= job.jid } ?? false
        }
    }

    /// A job is found open in the store after a start.
    ///
    /// A minion whose receipt was kept has it, and is `unreachable` until it is heard from. To any other it is delivered
    /// again, in a rollout after its turn: one that has it all the same answers the copy. It has as long to say so as a
    /// minion may be silent, also where the window closes before.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - packet: What carries its command.
    ///   - settled: The final states it has.
    ///   - received: The minions whose receipts were kept.
    ///   - started: The minions whose turn in a rollout had come.
    ///   - order: As for ``begin(_:packet:isInternal:order:deliverBefore:at:)``.
    ///   - end: As there.
    ///   - now: The moment.
    mutating func resume(
        _ job: Job,
        packet: [UInt8],
        settled: [MinionNumber: JobState],
        received: [MinionNumber] = [],
        started: [MinionNumber] = [],
        order: [MinionNumber]? = nil,
        deliverBefore end: Timestamp? = nil,
        at now: Timestamp
    ) {
        let minions = job.minions.filter { settled[$0] == nil }
        add(job, packet, isInternal: false, minions, deliverBefore: end ?? job.deliverBefore, at: now)
        for minion in minions { jobs[job.jid]?.waiting[minion]?.isResumed = true }
        for minion in received where jobs[job.jid]?.waiting[minion] != nil {
            jobs[job.jid]?.waiting[minion]?.state = .unreachable
            jobs[job.jid]?.waiting[minion]?.hasReceipt = true
        }
        jobs[job.jid]?.verdicts = settled.filter { !$0.value.isReturned }
        for state in settled.values { jobs[job.jid]?.states[state, default: 0] += 1 }
        let begun = Set(started).union(received)
        resumeRollout(of: job.jid, order: order ?? job.minions, settled: settled, started: begun, at: now)
    }

    private mutating func add(
        _ job: Job,
        _ packet: [UInt8],
        isInternal: Bool,
        _ minions: [MinionNumber],
        deliverBefore end: Timestamp,
        at now: Timestamp
    ) {
        let standing = LiveJob.Standing(
            state: .pending,
            since: now,
            deliverBefore: end,
            nextDelivery: now + policy.receiptPatience,
            patience: policy.receiptPatience
        )
        jobs[job.jid] = LiveJob(
            job: job,
            packet: packet,
            deliverBefore: end,
            isInternal: isInternal,
            waiting: Dictionary(uniqueKeysWithValues: minions.map { ($0, standing) })
        )
        for minion in minions { jidsByMinion[minion, default: []].insert(job.jid) }
        if job.rollout != nil { rollouts.insert(job.jid) }
    }

    /// A final state is in the store: nothing more is expected of that minion for that job.
    ///
    /// - Returns: the job, where that was the last minion it waited for.
    @discardableResult
    mutating func settled(
        _ jid: JobID,
        _ minion: MinionNumber,
        as state: JobState,
        at now: Timestamp
    ) -> LiveJob? {
        if jobs[jid]?.settle(minion, as: state) == true { jobs[jid]?.rollout?.ended(minion, as: state, at: now) }
        forget(jid, of: minion)
        guard jobs[jid]?.waiting.isEmpty == true else { return nil }
        rollouts.remove(jid)
        return jobs.removeValue(forKey: jid)
    }

    /// A job is not to be delivered any more: where it is pending, it is cancelled.
    ///
    /// A minion that has it all the same says so by its return, which overtakes this.
    mutating func cancel(_ jid: JobID, at now: Timestamp) -> [Action] {
        var cancelled: [Outcome] = []
        for (minion, standing) in jobs[jid]?.waiting ?? [:] where !standing.isSettling {
            guard standing.state == .pending else { continue }
            jobs[jid]?.waiting[minion]?.isSettling = true
            jobs[jid]?.rollout?.release(minion)
            cancelled.append(Outcome(jid: jid, minion: minion, state: .cancelled, at: now))
        }
        return cancelled.isEmpty ? [] : [.settle(cancelled.sorted { $0.minion < $1.minion })]
    }

    /// Ends a job of the master's own, or one that the store no longer keeps.
    mutating func end(_ jid: JobID) {
        guard let live = jobs.removeValue(forKey: jid) else { return }
        rollouts.remove(jid)
        for minion in live.waiting.keys { forget(jid, of: minion) }
    }

    // MARK: What minions do

    /// A minion listens from now on: everything that is pending for it goes out again.
    mutating func subscribed(_ minion: MinionNumber, after welcome: JobID, at now: Timestamp) -> [Action] {
        heard(from: minion, at: now)
        presence[minion]?.subscriptions += 1
        presence[minion]?.welcomedAfter = welcome
        return pendingJobs(of: minion)
            .map { jid in
                // What was not answered before says nothing of this connection.
                jobs[jid]?.waiting[minion]?.patience = policy.receiptPatience
                jobs[jid]?.waiting[minion]?.nextDelivery = now + policy.receiptPatience
                return .deliver(jid, [minion])
            }
    }

    /// One of a minion's connections has ended.
    mutating func unsubscribed(_ minion: MinionNumber, at now: Timestamp) {
        guard var known = presence[minion] else { return }
        known.subscriptions = max(0, known.subscriptions - 1)
        presence[minion] = known
        if known.subscriptions == 0 { move(.running, of: minion, to: .unreachable, at: now) }
    }

    /// A minion has jobs on its disk.
    mutating func receipt(_ jids: [JobID], from minion: MinionNumber, at now: Timestamp) {
        heard(from: minion, at: now)
        for jid in jids { confirm(jid, minion, at: now) }
    }

    /// A minion tells what it has: what it was believed to run and does not have is lost.
    ///
    /// - Parameters:
    ///   - jids: What it has.
    ///   - minion: The minion.
    ///   - welcome: The jid of the connection's welcome. What a connection still held that has been given up can arrive much
    ///     later, and says nothing of jobs that have come since.
    ///   - now: The moment.
    /// - Returns: the verdicts.
    mutating func heartbeat(
        _ jids: [JobID],
        from minion: MinionNumber,
        welcomedAfter welcome: JobID = .first,
        at now: Timestamp
    ) -> [Action] {
        heard(from: minion, at: now)
        // Of another connection, or of one to an earlier master.
        let isOld = welcome != .first && welcome != presence[minion]?.welcomedAfter
        let here = Set(jids)
        var lost: [Outcome] = []
        for jid in (jidsByMinion[minion] ?? []).sorted() {
            if here.contains(jid) {
                confirm(jid, minion, at: now)
                continue
            }
            guard !isOld, let live = jobs[jid], var standing = live.waiting[minion], !standing.isSettling,
                standing.state != .pending || standing.isResumed
            else { continue }
            standing.missed += 1
            // One may be old: it can have waited in a connection that broke, and be read after what is newer.
            if standing.missed >= policy.missedHeartbeats {
                if standing.state == .pending {
                    // A job of before the master's start that the minion does not have: pending like any other from now on.
                    (standing.isResumed, standing.missed) = (false, 0)
                } else {
                    standing.isSettling = true
                    lost.append(Outcome(jid: jid, minion: minion, state: .lost, at: now))
                }
            }
            jobs[jid]?.waiting[minion] = standing
        }
        return lost.isEmpty ? [] : [.settle(lost)]
    }

    /// Notes which run of a minion a heartbeat is from.
    ///
    /// - Returns: whether two machines are there under its name.
    mutating func isShared(_ minion: MinionNumber, boot: String, welcomedAfter welcome: JobID) -> Bool {
        // What an earlier connection still held tells nothing of now.
        guard welcome == presence[minion]?.welcomedAfter else { return false }
        return presence[minion]?.runs.heard(boot) ?? false
    }

    /// Anything came from a minion: it is there.
    mutating func heard(from minion: MinionNumber, at now: Timestamp) {
        presence[minion, default: Presence(lastHeard: now)].lastHeard = now
        guard !rollouts.isEmpty, let live = jidsByMinion[minion] else { return }
        for jid in rollouts.intersection(live) { jobs[jid]?.rollout?.heard(from: minion) }
    }

    /// For so long nobody could be heard, since what came was not read: no minion was silent in that time.
    ///
    /// Linear in the number of minions.
    mutating func passOver(_ time: Duration, at now: Timestamp) {
        presence = presence.mapValues { known in
            var known = known
            known.lastHeard = max(known.lastHeard, min(known.lastHeard + time, now))
            return known
        }
    }

    /// Which of some minions have come and which have gone since they were last looked at.
    mutating func presenceChange(
        among minions: some Sequence<MinionNumber>,
        at now: Timestamp
    ) -> (new: [MinionNumber], lost: [MinionNumber]) {
        var (new, lost): ([MinionNumber], [MinionNumber]) = ([], [])
        for minion in minions {
            let isThere = isConnected(minion, at: now)
            guard let known = presence[minion], isThere != known.wasThere else { continue }
            presence[minion]?.wasThere = isThere
            if isThere { new.append(minion) } else { lost.append(minion) }
        }
        return (new, lost)
    }

    // MARK: Time

    /// Time has passed: repeats what is overdue, gives up what is past its window, notices who is silent.
    mutating func tick(at now: Timestamp) -> [Action] {
        defer { noticeSilence(at: now) }
        for (minion, known) in presence where !known.isConnected(at: now, silence: policy.silence) {
            move(.running, of: minion, to: .unreachable, at: now)
        }
        var actions: [Action] = []
        var undelivered: [Outcome] = []
        for (jid, live) in jobs {
            var again: [MinionNumber] = []
            for (minion, standing) in live.waiting where standing.isToBeDelivered {
                if now > standing.deliverBefore {
                    // What this master has not delivered itself may be there: the minion is given the time to say so.
                    if standing.isResumed, now - standing.since <= policy.silence { continue }
                    jobs[jid]?.waiting[minion]?.isSettling = true
                    undelivered.append(Outcome(jid: jid, minion: minion, state: .undelivered, at: now))
                } else if now >= standing.nextDelivery, isConnected(minion, at: now) {
                    postpone(jid, minion, at: now)
                    again.append(minion)
                }
            }
            if !again.isEmpty { actions.append(.deliver(jid, again.sorted())) }
        }
        if !undelivered.isEmpty { actions.append(.settle(undelivered)) }
        return actions
    }

    /// Whether commands published now reach a minion, as far as can be known.
    func isConnected(_ minion: MinionNumber, at now: Timestamp) -> Bool {
        presence[minion]?.isConnected(at: now, silence: policy.silence) ?? false
    }

    /// The receipts of the jobs that minions have said to have since this was last asked, to be kept: of each job all that
    /// still count.
    ///
    /// Costs a look at each minion without an outcome of those jobs.
    mutating func takeReceipts() -> [Receipts] {
        defer { newReceipts = [] }
        return newReceipts.sorted()
            .compactMap { jid in
                guard let live = jobs[jid], !live.isInternal else { return nil }
                return Receipts(jid: jid, minions: live.waiting.filter(\.value.hasReceipt).keys.sorted())
            }
    }

    /// Receipts could not be kept: they are taken again.
    mutating func putBack(_ receipts: [Receipts]) {
        newReceipts.formUnion(receipts.map(\.jid))
    }

    /// Whether a job was found open after a start and some of its minions have not told yet whether they have it.
    func isResuming(_ jid: JobID, at now: Timestamp) -> Bool {
        jobs[jid]?.waiting.values.contains { $0.isResumed && now - $0.since < policy.silence } ?? false
    }

    // MARK: Inside

    private func pendingJobs(of minion: MinionNumber) -> [JobID] {
        (jidsByMinion[minion] ?? [])
            .filter { jid in
                jobs[jid]?.waiting[minion]?.isToBeDelivered == true
            }
            .sorted()
    }

    private mutating func postpone(_ jid: JobID, _ minion: MinionNumber, at now: Timestamp) {
        guard var standing = jobs[jid]?.waiting[minion] else { return }
        standing.patience = min(standing.patience + standing.patience, policy.longestPatience)
        standing.nextDelivery = now + standing.patience
        jobs[jid]?.waiting[minion] = standing
    }

    /// A minion says that it has a job.
    private mutating func confirm(_ jid: JobID, _ minion: MinionNumber, at now: Timestamp) {
        guard var standing = jobs[jid]?.waiting[minion], !standing.isSettling else { return }
        (standing.missed, standing.isResumed) = (0, false)
        if !standing.hasReceipt {
            standing.hasReceipt = true
            newReceipts.insert(jid)
        }
        if standing.isHeld {
            standing.isHeld = false
            jobs[jid]?.rollout?.hasStarted(minion)
        }
        if standing.state != .running { (standing.state, standing.since) = (.running, now) }
        jobs[jid]?.waiting[minion] = standing
    }

    private mutating func change(
        _ jid: JobID,
        _ minion: MinionNumber,
        from old: JobState,
        to new: JobState,
        at now: Timestamp
    ) {
        guard jobs[jid]?.waiting[minion]?.state == old, old.canBecome(new) else { return }
        jobs[jid]?.waiting[minion]?.state = new
        jobs[jid]?.waiting[minion]?.since = now
    }

    private mutating func move(_ old: JobState, of minion: MinionNumber, to new: JobState, at now: Timestamp) {
        for jid in jidsByMinion[minion] ?? [] { change(jid, minion, from: old, to: new, at: now) }
    }

    private mutating func forget(_ jid: JobID, of minion: MinionNumber) {
        jidsByMinion[minion]?.remove(jid)
        if jidsByMinion[minion]?.isEmpty == true { jidsByMinion[minion] = nil }
    }
}
