internal import BrineCore
internal import BrineStore

// Jobs that are brought to a few minions at a time.
extension Tracker {
    /// What is to be done in the rollouts now; to be asked after whatever happened, and with each tick.
    ///
    /// Costs a look at each job that is rolled out, and what it answers.
    mutating func advanceRollouts(at now: Timestamp) -> [Action] {
        guard !rollouts.isEmpty else { return [] }
        var actions: [Action] = []
        let (presence, silence) = (presence, policy.silence)
        for jid in rollouts.sorted() {
            let step = jobs[jid]?.rollout?
                .step(at: now) { presence[$0]?.isConnected(at: now, silence: silence) ?? false }
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

    /// When the next place is to be filled that stays empty for a while; nil where there is none.
    var nextPlace: Timestamp? { rollouts.compactMap { jobs[$0]?.rollout?.nextPlace }.min() }

    /// That the turn of these minions has come is kept: they get the job.
    ///
    /// - Returns: what is to be done; nothing for those on which the job was cancelled meanwhile.
    mutating func started(_ jid: JobID, _ minions: [MinionNumber], at now: Timestamp) -> [Action] {
        guard let window = jobs[jid]?.job.deliveryWindow else { return [] }
        var out: [MinionNumber] = []
        for minion in minions {
            guard var standing = jobs[jid]?.waiting[minion], standing.isHeld, !standing.isSettling else { continue }
            (standing.isHeld, standing.since) = (false, now)
            (standing.deliverBefore, standing.nextDelivery) = (now + window, now + standing.patience)
            jobs[jid]?.waiting[minion] = standing
            out.append(minion)
        }
        return out.isEmpty ? [] : [.deliver(jid, out)]
    }

    /// Notices which minions have been silent with a rollout's job for too long.
    mutating func noticeSilence(at now: Timestamp) {
        for jid in rollouts {
            let waiting = jobs[jid]?.waiting ?? [:]
            jobs[jid]?.rollout?
                .noticeSilence(at: now) { minion in
                    guard let standing = waiting[minion], standing.state == .unreachable else { return nil }
                    return standing.since
                }
        }
    }

    /// A job's minions wait for their turns, where it is rolled out.
    mutating func beginRollout(of jid: JobID, order: [MinionNumber]) {
        guard let job = jobs[jid]?.job, let rollout = job.rollout else { return }
        for minion in order { jobs[jid]?.waiting[minion]?.isHeld = true }
        jobs[jid]?.rollout = RolloutProgress(rollout, of: job, order: order)
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
        for minion in order where jobs[jid]?.waiting[minion] != nil {
            if started.contains(minion) {
                jobs[jid]?.waiting[minion]?.deliverBefore = now + job.deliveryWindow
            } else {
                jobs[jid]?.waiting[minion]?.isHeld = true
                jobs[jid]?.waiting[minion]?.isResumed = false
                jobs[jid]?.waiting[minion]?.state = .pending
            }
        }
        let failed = settled.filter { $0.value != .succeeded && $0.value != .cancelled && $0.value != .skipped }
        jobs[jid]?.rollout = RolloutProgress(
            rollout,
            of: job,
            order: order.filter { settled[$0] == nil },
            started: started,
            failed: Set(failed.keys)
        )
    }
}
