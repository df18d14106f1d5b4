import BrineCore
import BrineStore
import BrineWire
import MessagePack

@testable import BrineMaster

// What comes from minions, what time brings, and the way to the store.
extension ModelMaster {
    private static let question = Calls(FunctionName(module: "saltutil", function: "term_job"), CallArguments(["jid"]))
    private static let heartbeatInterval = Duration.seconds(15)
    private static let standStill: Int64 = 6_000_000

    /// `JobCoordinator.note(_:)`
    func takeNote() throws(Violation) -> Bool {
        guard !notes.isEmpty else { return false }
        switch notes.removeFirst() {
        case .subscribed(let index):
            let minion = world.minions[index].number
            let welcome = WelcomeMessage(
                after: allocator.next(at: world.wallClock),
                clock: now,
                heartbeatInterval: Self.heartbeatInterval
            )
            world.note("the master welcomes \(world.name(minion))")
            send(.welcome(welcome, sentAt: world.elapsed, by: self), to: minion)
            let actions = tracker.subscribed(minion, after: welcome.after, at: now)
            if world.fault != .deliverOnce { try act(actions) }
            if world.fault == .redeliverAfterCommit { redeliver(to: minion) }
            try advanceRollouts()
        case .unsubscribed(let index):
            world.note("the master knows that a connection of minion \(index + 1) has ended")
            tracker.unsubscribed(world.minions[index].number, at: now)
        }
        return true
    }

    private func redeliver(to minion: MinionNumber) {
        for jid in world.store.jids {
            guard let job = world.store.kept[jid]?.job, job.minions.contains(minion) else { continue }
            send(.command(Command(job, deliverBefore: now + .seconds(60)), isOnOwnTopic: true, by: self), to: minion)
        }
    }

    /// `JobCoordinator.take(_:)`
    func take(_ message: Upward, from minion: MinionNumber) throws(Violation) {
        switch message {
        case .receipt(let jids):
            world.note("the master reads a receipt of \(world.name(minion)) for \(jids.map(world.name))")
            tracker.receipt(jids, from: minion, at: now)
        case .heartbeat(let jids):
            world.note("the master reads a heartbeat of \(world.name(minion)) with \(jids.map(world.name))")
            try act(tracker.heartbeat(jids, from: minion, at: now))
        case .jobReturn(let jid, let jobReturn):
            world.note("the master reads the return of \(world.name(jid)) from \(world.name(minion)): \(jobReturn.state.rawValue)")
            tracker.heard(from: minion, at: now)
            if questions[jid] != nil || endedQuestions.contains(jid) { return answer(jid, minion) }
            let outcome = Outcome(jid: jid, minion: minion, state: jobReturn.state, at: now, body: jobReturn.body)
            outcomes.append(outcome)
            if world.fault == .acknowledgeBeforeCommit { send(.acknowledgement([jid]), to: minion) }
            if world.fault == .tellBeforeCommit { try world.ledger.told(outcome) }
        }
    }

    /// `JobCoordinator.tick()`, and before it the `every` of `MasterService`.
    func tick() throws(Violation) {
        let stoodStill = world.elapsed - lastTick >= Self.standStill
        lastTick = world.elapsed
        for jid in questions.filter({ $0.value.ends <= now }).keys.sorted() { endQuestion(jid) }
        guard !stoodStill, !isStoreFailing, !outcomes.isFull else { return }
        try act(ordered(tracker.tick(at: now)))
        if !isKeepingReceipts {
            receipts = tracker.takeReceipts()
            isKeepingReceipts = !receipts.isEmpty
        }
        try advanceRollouts()
    }

    /// The tracker looks at its jobs in any order; the same seed is to give the same history.
    private func ordered(_ actions: [Tracker.Action]) -> [Tracker.Action] {
        var deliveries: [(jid: JobID, minions: [MinionNumber])] = []
        var rest: [Tracker.Action] = []
        for action in actions {
            if case .deliver(let jid, let minions) = action { deliveries.append((jid, minions)) } else { rest.append(action) }
        }
        guard world.fault != .deliverOnce else { return rest }
        return deliveries.sorted { $0.jid < $1.jid }.map { .deliver($0.jid, $0.minions) } + rest
    }

    /// `JobCoordinator.keep(_:)`: receipts come into the store.
    func keepReceipts() -> Bool {
        guard isKeepingReceipts else { return false }
        if world.storeRefuses { tracker.putBack(receipts) } else { world.store.keepReceipts(receipts) }
        (receipts, isKeepingReceipts) = ([], false)
        return true
    }

    /// The timer of `JobCoordinator.advanceRollouts()`.
    func placeTimer() throws(Violation) -> Bool {
        guard let next = tracker.nextPlace, next <= now else { return false }
        try advanceRollouts()
        return true
    }

    // MARK: To the store

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
        batch = (under.outcomes, verdicts)
        for (index, (outcome, verdict)) in zip(under.outcomes, verdicts).enumerated() where verdict == .stored {
            world.note("the store has \(outcome.state.rawValue) for \(world.name(outcome.jid)) on \(world.name(outcome.minion))")
            let live = tracker.jobs[outcome.jid]?.waiting[outcome.minion]?.state
            try world.ledger.stored(outcome, over: before[index], or: live)
        }
        return true
    }

    /// `JobCoordinator.finish(_:_:)`
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
            if world.fault != .startBeforeKeepingTurn {
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

    // MARK: The operator

    /// `JobCoordinator.cancel(_:for:within:)` and its question to the minions.
    func cancel(_ jid: JobID) throws(Violation) -> Bool {
        guard let live = tracker.jobs[jid], !live.isInternal else { return false }
        world.note("\(world.name(jid)) is cancelled")
        let held = Set(live.waiting.filter(\.value.isHeld).keys)
        try act(tracker.cancel(jid, at: now))
        let asked = (tracker.jobs[jid]?.waiting ?? [:]).keys
            .filter { tracker.isConnected($0, at: now) && !held.contains($0) }
            .sorted()
        guard !asked.isEmpty else { return true }
        let ends = now + .seconds(10)
        let question = Job(
            jid: allocator.next(at: world.wallClock),
            calls: Self.question,
            target: Self.everyMinion,
            user: "root",
            minions: asked,
            deliverBefore: ends
        )
        world.functions[question.jid] = .end(jid)
        _ = tracker.begin(question, packet: [], isInternal: true, at: now)
        questions[question.jid] = Question(expected: Set(asked), ends: ends)
        for minion in asked { send(.command(Command(question, deliverBefore: ends), isOnOwnTopic: true, by: self), to: minion) }
        return true
    }

    /// `JobCoordinator.answerInquiry(_:_:_:)`
    private func answer(_ jid: JobID, _ minion: MinionNumber) {
        tracker.settled(jid, minion, as: .succeeded, at: now)
        send(.acknowledgement([jid]), to: minion)
        questions[jid]?.answered.insert(minion)
        if let question = questions[jid], question.answered == question.expected { endQuestion(jid) }
    }

    private func endQuestion(_ jid: JobID) {
        questions[jid] = nil
        tracker.end(jid)
        endedQuestions.add(jid)
    }

    /// `JobCoordinator.watch(_:for:)`: all outcomes from the store.
    func watch(_ jid: JobID) throws(Violation) -> Bool {
        guard let kept = world.store.kept[jid] else { return false }
        for minion in kept.job.minions {
            if let outcome = kept.outcomes[minion] { try world.ledger.told(outcome) }
        }
        return true
    }
}
