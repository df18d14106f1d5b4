import BrineCore
import BrineStore
import BrineWire

@testable import BrineMaster

// What comes from minions, and what time brings.
extension ModelMaster {
    private static let heartbeatInterval = Duration.seconds(15)
    private static let standStill: Int64 = 6_000_000

    /// As `JobCoordinator.note(_:)`.
    func takeNote() throws(Violation) -> Bool {
        guard !notes.isEmpty else { return false }
        switch notes.removeFirst() {
        case .subscribed(let index):
            let minion = world.minions[index].number
            let welcome = WelcomeMessage(
                after: allocator.nextUnkept(at: world.wallClock),
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

    /// As `JobCoordinator.take(_:)`.
    func take(_ message: Upward, from minion: MinionNumber) throws(Violation) {
        switch message {
        case .receipt(let jids):
            world.note("the master reads a receipt of \(world.name(minion)) for \(jids.map(world.name))")
            tracker.receipt(jids, from: minion, at: now)
        case .heartbeat(let jids, let welcome):
            world.note("the master reads a heartbeat of \(world.name(minion)) with \(jids.map(world.name))")
            try act(tracker.heartbeat(jids, from: minion, welcomedAfter: welcome, at: now))
        case .jobReturn(let jid, let jobReturn):
            world.note(
                "the master reads the return of \(world.name(jid)) from \(world.name(minion)): \(jobReturn.state.rawValue)"
            )
            tracker.heard(from: minion, at: now)
            if questions[jid] != nil || endedQuestions.contains(jid) { return answer(jid, minion) }
            let outcome = Outcome(jid: jid, minion: minion, state: jobReturn.state, at: now, body: jobReturn.body)
            outcomes.append(outcome)
            if world.fault == .acknowledgeBeforeCommit { send(.acknowledgement([jid]), to: minion) }
            if world.fault == .tellBeforeCommit { try world.ledger.told(outcome) }
        }
    }

    /// As `JobCoordinator.tick()`, and before it the `every` of `MasterService`.
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
            if case .deliver(let jid, let minions) = action {
                deliveries.append((jid, minions))
            } else {
                rest.append(action)
            }
        }
        guard world.fault != .deliverOnce else { return rest }
        return deliveries.sorted { $0.jid < $1.jid }.map { .deliver($0.jid, $0.minions) } + rest
    }

    /// The timer of `JobCoordinator.advanceRollouts()`.
    func placeTimer() throws(Violation) -> Bool {
        guard let next = tracker.nextPlace, next <= now else { return false }
        try advanceRollouts()
        return true
    }
}
