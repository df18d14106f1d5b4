internal import BrineCore
internal import BrineStore

// Jobs that are brought to a few minions at a time.
extension Tracker {
    /// What is to be done in the rollouts now; to be asked after whatever happened, and with each tick.
    ///
    /// Nothing while no minion at all is there: then it is the master that is cut off, and nobody is to blame.
    ///
    /// Costs a look at each job that is rolled out, and what it answers.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - givesUp: Whether those may be given up that are away.
    /// - Returns: the actions.
    mutating func advanceRollouts(at now: Timestamp, givesUp: Bool = true) -> [Action] {
        guard !rollouts.isEmpty else { return [] }
        var actions: [Action] = []
        let (presence, silence) = (presence, policy.silence)
        isAlone = !presence.values.contains { $0.isConnected(at: now, silence: silence) }
        guard !isAlone else {
            lastAlone = now
            for jid in rollouts { jobs[jid]?.rollout?.nobodyIsThere() }
            return []
        }
        for jid in rollouts.sorted() {
            let step = jobs[jid]?.rollout?
                .step(at: now, givesUp: givesUp) { presence[$0]?.isConnected(at: now, silence: silence) ?? false }
            switch step {
            case .start(let minions): actions.append(.start(jid, minions))
            case .giveUp(let minions, let state):
                let given = minions.filter { jobs[jid]?.waiting[$0]?.isSettling == false }
                for minion in given { jobs[jid]?.waiting[minion]?.isSettling = true }
                actions.append(.settle(given.map { Outcome(jid: jid, minion: $0, state: state, at: now) }))
            case nil: break
            }
        }
        return actions
    }

    /// When the next place is to be filled that stays empty for a while; nil where there is none, or nobody to fill it.
    var nextPlace: Timestamp? { isAlone ? nil : rollouts.compactMap { jobs[$0]?.rollout?.nextPlace }.min() }

    /// That the turn of these minions has come is kept: they get the job.
    ///
    /// Where more failed meanwhile than may, they are skipped all the same; to be asked before it is kept, too, by
    /// ``isStopped(_:)``.
    ///
    /// - Returns: what is to be done; nothing for those on which the job was cancelled meanwhile.
    mutating func started(_ jid: JobID, _ minions: [MinionNumber], at now: Timestamp) -> [Action] {
        guard let job = jobs[jid]?.job else { return [] }
        let (isStopped, window) = (isStopped(jid), window(of: job))
        var out: [MinionNumber] = []
        for minion in minions {
            guard var standing = jobs[jid]?.waiting[minion], standing.isHeld, !standing.isSettling else { continue }
            if isStopped {
                standing.isSettling = true
            } else {
                (standing.isHeld, standing.since) = (false, now)
                standing.deliverBefore = now + window
                standing.nextDelivery = now + standing.patience
            }
            jobs[jid]?.waiting[minion] = standing
            out.append(minion)
        }
        guard !out.isEmpty else { return [] }
        guard isStopped else { return [.deliver(jid, out)] }
        return [.settle(out.map { Outcome(jid: jid, minion: $0, state: .skipped, at: now) })]
    }

    /// Whether no further minion is to start in a job's rollout.
    func isStopped(_ jid: JobID) -> Bool {
        jobs[jid]?.rollout?.isStopped ?? false
    }

    /// Whether more is to be expected of a job's rollout with no minion having to come back first: turns that are to come, and
    /// minions whose turn has come and that have not said yet that they have the job.
    func isRollingOut(_ jid: JobID) -> Bool {
        guard let live = jobs[jid], let rollout = live.rollout else { return false }
        return rollout.isUnderWay || rollout.busy.contains { live.waiting[$0]?.state == .pending }
    }

    /// Notices which minions have been silent with a rollout's job for too long.
    mutating func noticeSilence(at now: Timestamp) {
        let lastAlone = lastAlone
        for jid in rollouts {
            let waiting = jobs[jid]?.waiting ?? [:]
            jobs[jid]?.rollout?
                .noticeSilence(at: now) { minion in
                    guard let standing = waiting[minion], standing.state == .unreachable else { return nil }
                    // While nobody was there, it was not this minion that was silent.
                    return max(standing.since, lastAlone ?? standing.since)
                }
        }
    }

    /// How long each minion has to get a job.
    private func window(of job: Job) -> Duration {
        job.deliverWithin ?? policy.deliveryWindow
    }

    /// A job's minions wait for their turns, where it is rolled out.
    mutating func beginRollout(of jid: JobID, order: [MinionNumber]) {
        guard let job = jobs[jid]?.job, let rollout = job.rollout else { return }
        let window = window(of: job)
        for minion in order { jobs[jid]?.waiting[minion]?.isHeld = true }
        jobs[jid]?.rollout = RolloutProgress(
            rollout,
            of: job.minions.count,
            window: window,
            patience: policy.deliveryWindow,
            order: order
        )
    }

    /// A rollout goes on after a start of the master.
    ///
    /// Those that had started have a new delivery window; a minion that has the job already answers a copy with a receipt.
    mutating func resumeRollout(
        of jid: JobID,
        order: [MinionNumber],
        settled: [MinionNumber: JobState],
        started: Set<MinionNumber>,
        at now: Timestamp
    ) {
        guard let job = jobs[jid]?.job, let rollout = job.rollout else { return }
        let window = window(of: job)
        for minion in order where jobs[jid]?.waiting[minion] != nil {
            if started.contains(minion) {
                jobs[jid]?.waiting[minion]?.deliverBefore = now + window
            } else {
                jobs[jid]?.waiting[minion]?.isHeld = true
                jobs[jid]?.waiting[minion]?.isResumed = false
            }
        }
        jobs[jid]?.rollout = RolloutProgress(
            rollout,
            of: job.minions.count,
            window: window,
            patience: policy.deliveryWindow,
            order: order.filter { settled[$0] == nil },
            started: started,
            failed: Set(settled.filter(\.value.isFailure).keys)
        )
    }
}
