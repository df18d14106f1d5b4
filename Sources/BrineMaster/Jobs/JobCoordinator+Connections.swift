internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// Who listens, who is cut off, and what time brings.
extension JobCoordinator {
    /// Takes what the publish socket tells of its peers, in order.
    func note(_ events: [PublishLink.Event]) {
        var touched: Set<MinionNumber> = []
        var hasNew = false
        defer {
            // Once for all that came: a fleet comes in hundreds at a time.
            if hasNew { advanceRollouts() }
            announcePresence(of: touched)
        }
        for event in events {
            switch event {
            case .subscribed(let id, let number):
                parts.logger.info("minion \(id) listens")
                parts.listens(id)
                let now = parts.now()
                let welcome = WelcomeMessage(
                    after: allocator.nextUnkept(at: parts.wallClock()),
                    clock: now,
                    heartbeatInterval: parts.heartbeatInterval
                )
                parts.publisher.send([(number, welcome.packet)])
                act(tracker.subscribed(number, after: welcome.after, at: now))
                hasNew = true
                announce(.minionStarted(id))
                touched.insert(number)
            case .unsubscribed(let number):
                tracker.unsubscribed(number, at: parts.now())
                touched.insert(number)
                parts.logger.info("minion \(parts.roster.id(of: number)?.description ?? "?") is gone")
            case .refused(let id, let reason):
                drop(id, reason)
            }
        }
    }

    func drop(_ sender: MinionID, _ reason: String) {
        guard let count = throttle.count("\(sender): \(reason)", at: parts.now()) else { return }
        parts.logger.warning("dropped \(count) message(s) from minion \(sender): \(reason)")
    }

    /// Ends the connections of minions whose key is accepted no more: they hear nothing further.
    ///
    /// Linear in the number of minions that listen.
    func cutOff(_ accepted: [MinionID]) {
        if accepted != lastAccepted { (lastAccepted, acceptedIDs) = (accepted, Set(accepted)) }
        for (number, known) in tracker.presence where known.subscriptions > 0 {
            guard let id = parts.roster.id(of: number), !acceptedIDs.contains(id) else { continue }
            parts.publisher.cut(number)
            if throttle.count("\(id) is cut", at: parts.now()) != nil {
                parts.logger.notice("minion \(id) is accepted no more; its connections are cut")
            }
        }
    }

    /// Repeats, gives up and notices what time brings.
    ///
    /// To be called about once a second.
    func tick() {
        if let accepted = try? parts.accepted() { cutOff(accepted) }
        parts.events.tick()
        let now = parts.now()
        let sinceLast = now - lastTick
        lastTick = now
        guard hasReadWhatCame else {
            // Nobody can be heard meanwhile: it is not the minions that are silent.
            tracker.passOver(sinceLast, at: now)
            return startCommitting()
        }
        announcePresence(of: tracker.presence.keys)
        act(tracker.tick(at: now))
        startKeepingReceipts()
        advanceRollouts(givesUp: true)
        cutStuck()
        startCommitting()
    }

    /// Whether what minions sent has been read, so that something can be said of those of whom nothing came.
    ///
    /// Not while the store takes nothing or reading waits for it; nor at the first tick after that, where it was for longer:
    /// what came meanwhile is read before. To be asked once a tick.
    private var hasReadWhatCame: Bool {
        guard !isStoreFailing, !outcomes.isFull, !isReceivingHeld else {
            heldTicks += 1
            return false
        }
        defer { heldTicks = 0 }
        return heldTicks < 2
    }

    /// Ends the connections of minions that keep one and are silent: what waits for them in the publish socket goes with it.
    private func cutStuck() {
        let stuck = tracker.takeStuck(at: parts.now())
        for number in stuck { parts.publisher.cut(number) }
        guard let first = stuck.first.flatMap({ parts.roster.id(of: $0) }) else { return }
        let others = stuck.count > 1 ? " and of \(stuck.count - 1) more" : ""
        parts.logger.notice("cut the connection of minion \(first)\(others): nothing came for too long")
    }

    func act(_ actions: [Tracker.Action]) {
        for action in actions {
            switch action {
            case .deliver(let jid, let minions):
                deliver(jid, to: minions)
            case .start(let jid, let minions):
                turns.append((jid, minions))
                startKeepingTurns()
            case .settle(let verdicts):
                for var verdict in verdicts {
                    verdict.at = parts.wallClock()
                    if tracker.jobs[verdict.jid]?.isInternal == true {
                        tracker.settled(verdict.jid, verdict.minion, as: verdict.state, at: parts.now())
                    } else {
                        outcomes.append(verdict)
                    }
                }
            }
        }
    }
}
