internal import BrineCore
internal import BrineFailpoints
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// Jobs that are brought to a few minions at a time: that it is a minion's turn is in the store before it gets the job, so a
// master that was killed in between goes on where it was.
extension JobCoordinator {
    /// So many of some minions, chosen by lot; those that are there come first.
    func drawn(_ count: Int, of ids: [MinionID]) -> [MinionID] {
        let now = parts.now()
        let shuffled = ids.shuffled()
        let isThere = { (id: MinionID) in
            self.parts.roster.number(of: id).map { self.tracker.isConnected($0, at: now) } ?? false
        }
        return (shuffled.filter(isThere) + shuffled.filter { !isThere($0) }).prefix(count).sorted()
    }

    /// Publishes a job's command to some minions, each on its own topic.
    func deliver(_ jid: JobID, to minions: [MinionNumber]) {
        guard let live = tracker.jobs[jid] else { return }
        // In a rollout each turn has a window of its own, so its command is another.
        let windows = Dictionary(grouping: minions) { live.waiting[$0]?.deliverBefore ?? live.deliverBefore }
        for (end, group) in windows {
            var packet = live.packet
            if end != live.deliverBefore { packet = CommandMessage(Command(live.job, deliverBefore: end)).packet }
            parts.publisher.send(packet, to: group)
        }
    }

    /// Does what is to be done in the rollouts now, and sees that it is looked at again when a place that stays empty for a
    /// while is to be filled.
    ///
    /// - Parameter givesUp: Whether those may be given up that are away: not before what came has been read.
    func advanceRollouts(givesUp: Bool = false) {
        act(tracker.advanceRollouts(at: parts.now(), givesUp: givesUp))
        guard let next = tracker.nextPlace, rolloutsLookedAtAgain.map({ next < $0 }) ?? true else { return }
        rolloutsLookedAtAgain = next
        let pause = next - parts.now()
        Task {
            try? await Task.sleep(for: pause)
            self.rolloutsLookedAtAgain = nil
            self.advanceRollouts()
        }
    }

    func startKeepingTurns() {
        guard !isKeepingTurns else { return }
        isKeepingTurns = true
        Task { await self.keepTurns() }
    }

    /// Keeps whose turn has come, and then gives it to them.
    ///
    /// Where the store takes nothing it is tried again until the master stops; nobody has started by then.
    private func keepTurns() async {
        while !isStopping, !turns.isEmpty {
            let (jid, minions) = turns.removeFirst()
            do {
                Failpoint.reached(.masterTurnTaken)
                if !tracker.isStopped(jid) { try await parts.store.start(jid, on: minions) }
                Failpoint.reached(.masterTurnKept)
                act(tracker.started(jid, minions, at: parts.now()))
                Failpoint.reached(.masterTurnPublished)
                if !tracker.isStopped(jid) { tell(started: minions, of: jid) }
            } catch {
                if throttle.count("the rollout of \(jid)", at: parts.now()) != nil {
                    parts.logger.critical("cannot write to the job store, the rollout of \(jid) waits: \(error)")
                }
                // Behind the others: what is wrong may be with this job alone.
                turns.append((jid, minions))
                try? await Task.sleep(for: parts.storePatience)
            }
        }
        isKeepingTurns = false
    }

    private func tell(started minions: [MinionNumber], of jid: JobID) {
        guard watchers.isWatched(jid) else { return }
        let ids = minions.compactMap { parts.roster.id(of: $0) }
        for peer in watchers.peers(of: jid) {
            parts.notify(peer, JobNews(jid: jid, outcomes: [], started: ids).packet)
        }
    }
}
