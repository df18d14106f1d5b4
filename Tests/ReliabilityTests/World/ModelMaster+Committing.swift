import BrineCore
import BrineStore

@testable import BrineMaster

// The way to the store, and what follows.
extension ModelMaster {
    /// The next step of `JobCoordinator.commitAll()`: takes what waits, has the store keep it, does what follows.
    func commit() throws(Violation) -> Bool {
        guard let under = batch else {
            guard outcomes.isCommitting || outcomes.begin(), let taken = outcomes.take() else {
                outcomes.end()
                return false
            }
            batch = (taken, nil)
            return true
        }
        if let verdicts = under.verdicts {
            batch = nil
            try finish(under.outcomes, verdicts)
            return true
        }
        guard !world.storeRefuses else {
            outcomes.putBack(under.outcomes)
            batch = nil
            isStoreFailing = true
            return true
        }
        isStoreFailing = false
        let before = under.outcomes.map { world.store.kept[$0.jid]?.outcomes[$0.minion]?.state }
        let verdicts = world.store.commit(under.outcomes)
        outcomes.kept()
        batch = (under.outcomes, verdicts)
        for (index, (outcome, verdict)) in zip(under.outcomes, verdicts).enumerated() where verdict == .stored {
            world.note(
                "the store has \(outcome.state.rawValue) for \(world.name(outcome.jid)) on \(world.name(outcome.minion))"
            )
            let live = tracker.jobs[outcome.jid]?.waiting[outcome.minion]?.state
            try world.ledger.stored(outcome, over: before[index], or: live)
        }
        return true
    }

    /// As `JobCoordinator.finish(_:_:)`.
    private func finish(_ batch: [Outcome], _ verdicts: [OutcomeVerdict]) throws(Violation) {
        var kept: [MinionNumber: [JobID]] = [:]
        for (outcome, verdict) in zip(batch, verdicts) {
            tracker.settled(outcome.jid, outcome.minion, as: outcome.state, at: now)
            if !outcome.body.isEmpty { kept[outcome.minion, default: []].append(outcome.jid) }
            if verdict == .stored { try world.ledger.told(outcome) }
        }
        for (minion, jids) in kept.sorted(by: { $0.key < $1.key }) {
            world.note("the master acknowledges \(jids.map(world.name)) to \(world.name(minion))")
            send(.acknowledgement(jids), to: minion)
        }
        try advanceRollouts()
    }

    /// The next step of `JobCoordinator.keepTurns()`.
    func keepTurn() throws(Violation) -> Bool {
        guard let under = turn else {
            guard !turns.isEmpty else { return false }
            let next = turns.removeFirst()
            turn = (next.jid, next.minions, false)
            return true
        }
        turn = nil
        if under.isKept {
            if world.brokenRule != .startBeforeKeepingTurn {
                let actions = tracker.started(under.jid, under.minions, at: now)
                try world.ledger.checkStart(actions, in: world, self)
                try act(actions)
            }
        } else if world.storeRefuses {
            turns.append((under.jid, under.minions))
        } else {
            if !tracker.isStopped(under.jid) { world.store.start(under.jid, on: under.minions) }
            turn = (under.jid, under.minions, true)
        }
        return true
    }

    /// As `JobCoordinator.keep(_:)`: receipts come into the store.
    func keepReceipts() -> Bool {
        guard isKeepingReceipts else { return false }
        if world.storeRefuses { tracker.putBack(receipts) } else { world.store.keepReceipts(receipts) }
        (receipts, isKeepingReceipts) = ([], false)
        return true
    }
}
