internal import BrineCore
internal import BrineFailpoints
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// What minions send, to the queue for the store.
extension JobCoordinator {
    /// Takes what came through the return socket, in order.
    ///
    /// Waits while more returns are queued than the store keeps up with, which holds the socket back; not where the store
    /// has been given up at a stop.
    func receive(_ batch: [ReturnLink.Received]) async {
        for received in batch { take(received) }
        acknowledgeEvents()
        startCommitting()
        startTakingGrains()
        // What comes meanwhile waits unread: the tick must know.
        isReceivingHeld = true
        await keepCalls()
        await waitForRoom()
        isReceivingHeld = false
    }

    /// Waits while more outcomes are queued than the store keeps up with.
    func waitForRoom() async {
        while outcomes.isFull, outcomes.isCommitting {
            await withCheckedContinuation { heldBack.append($0) }
        }
    }

    func take(_ received: ReturnLink.Received) {
        guard let number = parts.roster.number(of: received.sender) else { return }
        do {
            let now = parts.now()
            let kind = try OpenedPacket.kind(of: received.packet)
            guard received.packet.count <= Self.longest(kind) else {
                tracker.heard(from: number, at: now)
                return drop(received.sender, "a message of kind \(kind.rawValue) that is too long")
            }
            switch kind {
            case .receipt:
                let receipt = try ReceiptMessage(packet: received.packet)
                Failpoint.reached(.masterReceiptArrived)
                announceReceipts(receipt.jids, from: number)
                tracker.receipt(receipt.jids, from: number, at: now)
                Failpoint.reached(.masterReceiptTaken)
            case .heartbeat:
                let heartbeat = try HeartbeatMessage(packet: received.packet)
                announceReceipts(heartbeat.jids, from: number)
                if tracker.isShared(number, boot: heartbeat.boot, welcomedAfter: heartbeat.after) {
                    warnOfTwins(received.sender)
                }
                act(tracker.heartbeat(heartbeat.jids, from: number, welcomedAfter: heartbeat.after, at: now))
            case .grains:
                // Opened elsewhere: it may be long.
                arrivedGrains[number] = GrainsBook.Arrival(id: received.sender, number: number, packet: received.packet)
            case .jobReturn:
                try takeReturn(received, from: number, at: now)
            case .event:
                try takeEvent(received, from: number, at: now)
            case let other:
                throw WireError.unexpectedKind(other.rawValue)
            }
        } catch {
            drop(received.sender, "\(error)")
        }
    }

    func takeReturn(_ received: ReturnLink.Received, from number: MinionNumber, at now: Timestamp) throws {
        let envelope = try ReturnEnvelope(packet: received.packet)
        guard envelope.id == received.sender else {
            drop(received.sender, "a return in the name of \(envelope.id)")
            return
        }
        tracker.heard(from: number, at: now)
        if inquiries[envelope.jid] != nil || endedInquiries.contains(envelope.jid) {
            answerInquiry(envelope.jid, number, received.packet)
            return
        }
        if envelope.isOwnCall {
            ownCalls.append((received.packet, envelope, number))
            return
        }
        outcomes.append(
            Outcome(
                jid: envelope.jid,
                minion: number,
                state: envelope.state,
                at: parts.wallClock(),
                body: received.packet
            )
        )
    }

    /// Two machines have one id and one key: each of them gets what is meant for one.
    private func warnOfTwins(_ id: MinionID) {
        guard throttle.count("\(id) is two", at: parts.now()) != nil else { return }
        parts.logger.error(
            "two machines are here as minion \(id), with one key: each runs what is meant for it; give one of them another id and key"
        )
    }

    /// Keeps what minions ran of their own accord (`salt-call`), each as a job with a jid of the master's, all in one
    /// transaction.
    ///
    /// The minion's own jid is only a name for it: it keeps a repeat from being a second job, and is what is acknowledged.
    func keepCalls() async {
        let calls = ownCalls
        ownCalls = []
        let now = parts.wallClock()
        let kept = calls.compactMap { call in
            readCall(call.packet, of: call.envelope, from: call.minion, at: now).map { (ended: $0, call.envelope) }
        }
        guard !kept.isEmpty else { return }
        do {
            Failpoint.reached(.masterCallArrived)
            let areNew = try await parts.store.addCalls(kept.map(\.ended))
            Failpoint.reached(.masterCallCommitted)
            var acknowledged: [MinionNumber: [JobID]] = [:]
            for ((ended, envelope), isNew) in zip(kept, areNew) {
                acknowledged[ended.outcome.minion, default: []].append(envelope.jid)
                guard isNew else { continue }
                parts.logger.info("kept \(ended.job.jid): \(ended.job.calls), called on minion \(envelope.id)")
                announce(.jobReturned(ended.job.jid, envelope.id, packet: ended.outcome.body))
            }
            parts.publisher.send(acknowledged.map { ($0, AcknowledgementMessage(jids: $1).packet) })
        } catch {
            // Not acknowledged: the minions send them again.
            for (_, envelope) in kept { drop(envelope.id, "a call of its own that cannot be kept: \(error)") }
        }
    }

    /// A minion's own call as it is kept; nil where its return cannot be read.
    private func readCall(
        _ packet: [UInt8],
        of envelope: ReturnEnvelope,
        from number: MinionNumber,
        at now: Timestamp
    ) -> EndedCall? {
        do {
            let call = try ReturnMessage(packet: packet).jobReturn
            let job = Job(
                jid: allocator.next(at: now),
                calls: call.calls,
                target: .list([envelope.id]),
                user: call.user,
                minions: [number],
                deliverBefore: now
            )
            let outcome = Outcome(jid: job.jid, minion: number, state: envelope.state, at: now, body: packet)
            return EndedCall(job, outcome, origin: "\(number.rawValue):\(envelope.jid)")
        } catch {
            drop(envelope.id, "a call of its own that cannot be read: \(error)")
            return nil
        }
    }
}
