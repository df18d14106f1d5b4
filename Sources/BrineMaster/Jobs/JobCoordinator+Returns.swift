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
        let calls = ownCalls
        ownCalls = []
        for call in calls { await keepCall(call.packet, of: call.envelope, from: call.minion) }
        await waitForRoom()
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

    /// Keeps what a minion ran of its own accord (`salt-call`) as a job with a jid of the master's.
    ///
    /// The minion's own jid is only a name for it: it keeps a repeat from being a second job, and is what is acknowledged.
    func keepCall(_ packet: [UInt8], of envelope: ReturnEnvelope, from number: MinionNumber) async {
        do {
            let call = try ReturnMessage(packet: packet).jobReturn
            let now = parts.wallClock()
            let job = Job(
                jid: allocator.next(at: now),
                calls: call.calls,
                target: .list([envelope.id]),
                user: call.user,
                minions: [number],
                deliverBefore: now
            )
            let outcome = Outcome(jid: job.jid, minion: number, state: envelope.state, at: now, body: packet)
            let ended = EndedCall(job, outcome, origin: "\(number.rawValue):\(envelope.jid)")
            Failpoint.reached(.masterCallArrived)
            let isNew = try await parts.store.addCalls([ended]) == [true]
            Failpoint.reached(.masterCallCommitted)
            if isNew {
                parts.logger.info("kept \(job.jid): \(call.calls), called on minion \(envelope.id)")
                announce(.jobReturned(job.jid, envelope.id, packet: packet))
            }
            parts.publisher.send([(number, AcknowledgementMessage(jids: [envelope.jid]).packet)])
        } catch {
            // Not acknowledged: the minion sends it again.
            drop(envelope.id, "a call of its own that cannot be kept: \(error)")
        }
    }
}
