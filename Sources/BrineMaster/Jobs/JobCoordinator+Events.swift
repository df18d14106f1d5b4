internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire

// What whoever listens is told of jobs and minions, and what minions have to tell.
extension JobCoordinator {
    func announce(_ event: MasterEvent) {
        parts.events.announce(event, at: parts.wallClock())
    }

    /// Tells of the jobs that a minion now has, and was not known to have; to be called before the tracker is told.
    func announceReceipts(_ jids: [JobID], from number: MinionNumber) {
        guard parts.events.isHeard, let id = parts.roster.id(of: number) else { return }
        for jid in jids where tracker.jobs[jid]?.isInternal == false {
            guard tracker.jobs[jid]?.waiting[number]?.state == .pending else { continue }
            announce(.jobReceived(jid, id))
        }
    }

    /// Tells of returns that are in the store now, and of jobs that wait for nobody any more.
    func announce(_ returns: [Outcome], ended: [LiveJob]) {
        guard parts.events.isHeard else { return }
        for outcome in returns where !outcome.body.isEmpty {
            guard let id = parts.roster.id(of: outcome.minion) else { continue }
            announce(.jobReturned(outcome.jid, id, packet: outcome.body))
        }
        for live in ended { announce(.jobEnded(live.job, states: live.states)) }
    }

    /// Tells which of some minions came and went since they were last looked at.
    func announcePresence(of minions: some Sequence<MinionNumber>) {
        let (new, lost) = tracker.presenceChange(among: minions, at: parts.now())
        guard parts.events.isHeard, !(new.isEmpty && lost.isEmpty) else { return }
        func ids(_ numbers: [MinionNumber]) -> [MinionID] { numbers.compactMap { parts.roster.id(of: $0) }.sorted() }
        announce(.presenceChanged(new: ids(new), lost: ids(lost)))
    }

    /// Takes a minion's event: announced once, and acknowledged whenever it comes.
    ///
    /// What may not be announced is acknowledged too, since it would come for ever otherwise.
    func takeEvent(_ received: ReturnLink.Received, from number: MinionNumber, at now: Timestamp) throws {
        let message = try EventMessage(packet: received.packet)
        guard message.id == received.sender else {
            drop(received.sender, "an event in the name of \(message.id)")
            return
        }
        tracker.heard(from: number, at: now)
        keptEvents[number, default: []].append(message.jid)
        if received.packet.count > EventMessage.longestPacket {
            drop(received.sender, "an event that is longer than \(EventMessage.longestPacket) bytes")
        } else if message.tag.isReserved {
            drop(received.sender, "an event with a tag of the master's own, salt/…")
        } else if recentEvents.insert(message.jid, of: number) {
            announce(.fromMinion(message))
        }
    }

    /// Acknowledges the events that were taken.
    func acknowledgeEvents() {
        guard !keptEvents.isEmpty else { return }
        parts.publisher.send(keptEvents.map { ($0, AcknowledgementMessage(jids: $1).packet) })
        keptEvents = [:]
    }
}
