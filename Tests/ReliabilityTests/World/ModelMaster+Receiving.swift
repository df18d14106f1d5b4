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
            if world.brokenRule != .deliverOnce { try act(actions) }
            if world.brokenRule == .redeliverAfterCommit { redeliver(to: minion) }
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

    /// Reads what came through the return sockets: as `JobCoordinator.receive(_:)`, or what waits for it.
    func receive(_ messages: [Upward], from minion: MinionNumber) throws(Violation) {
        guard !isReadingHeld else {
            arrived += messages.map { ($0, minion) }
            return
        }
        for message in messages { try take(message, from: minion) }
    }

    /// Reading waits from now on: for room in the queue to the store, or for own calls to be kept.
    func holdReading() -> Bool {
        guard !isReadingHeld else { return false }
        world.note("the master reads nothing from now on")
        isReadingHeld = true
        return true
    }

    /// Reading goes on, with what has come meanwhile.
    func readOn() throws(Violation) -> Bool {
        guard isReadingHeld else { return false }
        world.note("the master reads what has come meanwhile")
        let messages = arrived
        (isReadingHeld, arrived) = (false, [])
        for (message, minion) in messages { try take(message, from: minion) }
        return true
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
            if world.brokenRule == .acknowledgeBeforeCommit { send(.acknowledgement([jid]), to: minion) }
            if world.brokenRule == .tellBeforeCommit { try world.ledger.told(outcome) }
        }
    }

    /// As `JobCoordinator.tick()`, and before it the `every` of `MasterService`.
    func tick() throws(Violation) {
        let sinceLast = world.elapsed - lastTick
        lastTick = world.elapsed
        for jid in questions.filter({ $0.value.ends <= now }).keys.sorted() { endQuestion(jid) }
        guard sinceLast < Self.standStill else { return }
        guard hasReadWhatCame() else { return tracker.passOver(.microseconds(sinceLast), at: now) }
        try act(ordered(tracker.tick(at: now)))
        if !isKeepingReceipts {
            receipts = tracker.takeReceipts()
            isKeepingReceipts = !receipts.isEmpty
        }
        try advanceRollouts(givesUp: true)
    }

    /// As `JobCoordinator.hasReadWhatCame`.
    private func hasReadWhatCame() -> Bool {
        guard world.brokenRule != .tickWhileReadingWaits else { return true }
        guard !isStoreFailing, !outcomes.isFull, !isReadingHeld else {
            heldTicks += 1
            return false
        }
        defer { heldTicks = 0 }
        return heldTicks < 2
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
        guard world.brokenRule != .deliverOnce else { return rest }
        return deliveries.sorted { $0.jid < $1.jid }.map { .deliver($0.jid, $0.minions) } + rest
    }

    /// The timer of `JobCoordinator.advanceRollouts()`.
    func placeTimer() throws(Violation) -> Bool {
        guard let next = tracker.nextPlace, next <= now else { return false }
        try advanceRollouts()
        return true
    }
}
