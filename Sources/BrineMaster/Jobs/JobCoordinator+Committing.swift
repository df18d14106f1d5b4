internal import BrineCore
internal import BrineFailpoints
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// From the queue to the disk, and only then to the acknowledgement.
extension JobCoordinator {
    /// Whether the store does not take what came.
    var isStoreFailing: Bool { storeFailingSince != nil }

    /// Publishes nothing from now on.
    func stopPublishing() {
        isStopping = true
    }

    /// Waits until all that was received is in the store, or writing fails.
    func finishCommitting() async {
        isStopping = true
        startCommitting()
        while outcomes.isCommitting {
            await withCheckedContinuation { heldBack.append($0) }
        }
        await keepLastReceipts()
        await finishTakingGrains()
        hasFinished = true
    }

    func startCommitting() {
        guard outcomes.begin() else { return }
        Task { await self.commitAll() }
    }

    func commitAll() async {
        while let batch = outcomes.take() {
            do {
                Failpoint.reached(.masterOutcomesArrived)
                let verdicts = try await parts.store.commit(batch)
                Failpoint.reached(.masterOutcomesCommitted)
                outcomes.kept()
                noteStoreWorks()
                finish(batch, verdicts)
            } catch {
                // Nothing is acknowledged, nothing is lost: the minions keep their returns, and so does this queue.
                outcomes.putBack(batch)
                noteStoreFails(error)
                if isStopping { break }
                try? await Task.sleep(for: parts.storePatience)
            }
            releaseHeldBack()
        }
        outcomes.end()
        releaseHeldBack()
    }

    /// Says so at once, and then each minute: the log may be on the disk that is full.
    func noteStoreFails(_ error: any Error) {
        let now = parts.now()
        let isDue = throttle.count("the job store", at: now) != nil
        if isDue || !isStoreFailing {
            parts.logger.critical("cannot write to the job store, returns wait: \(error)")
        }
        storeFailingSince = storeFailingSince ?? now
    }

    func noteStoreWorks() {
        guard let since = storeFailingSince else { return }
        let seconds = (parts.now() - since).components.seconds
        parts.logger.warning("the job store can be written again, after \(seconds) s; what waited is kept now")
        storeFailingSince = nil
    }

    func releaseHeldBack() {
        for waiting in heldBack { waiting.resume() }
        heldBack = []
    }

    func finish(_ batch: [Outcome], _ verdicts: [OutcomeVerdict]) {
        var kept: [MinionNumber: [JobID]] = [:]
        var news: [JobID: [JobNews.Entry]] = [:]
        var stored: [Outcome] = []
        var ran: [Outcome] = []
        var ended: [LiveJob] = []
        for (outcome, verdict) in zip(batch, verdicts) {
            let live = tracker.settled(outcome.jid, outcome.minion, as: outcome.state, at: parts.now())
            if let live { ended.append(live) }
            if openRunnerCalls[outcome.jid]?.minion == outcome.minion {
                openRunnerCalls[outcome.jid] = nil
                if verdict == .stored { ran.append(outcome) }
            } else {
                if verdict == .stored { stored.append(outcome) }
                if !outcome.body.isEmpty { kept[outcome.minion, default: []].append(outcome.jid) }
            }
            if verdict == .unknown, let id = parts.roster.id(of: outcome.minion) {
                drop(id, "a return for a job that it was not asked, or that is not kept any more")
            }
            if verdict == .stored, watchers.isWatched(outcome.jid), let entry = entry(outcome) {
                news[outcome.jid, default: []].append(entry)
            }
        }
        for jid in Set(batch.map(\.jid)) where tracker.jobs[jid] == nil && news[jid] == nil { watchers.remove(jid) }
        parts.publisher.send(kept.map { ($0, AcknowledgementMessage(jids: $1).packet) })
        Failpoint.reached(.masterOutcomesAcknowledged)
        for (jid, entries) in news {
            for peer in watchers.peers(of: jid) { tell(entries, of: jid, to: peer) }
            if tracker.jobs[jid] == nil { watchers.remove(jid) }
        }
        announce(stored, ended: ended)
        advanceRollouts()
        announceRunnerCalls(ran)
    }

    func entry(_ outcome: Outcome) -> JobNews.Entry? {
        parts.roster.id(of: outcome.minion)
            .map {
                JobNews.Entry(id: $0, state: outcome.state, since: outcome.at, packet: outcome.body)
            }
    }
}
