internal import BrineCore
internal import BrineWire
internal import Logging
internal import MessagePack

// The end of a job before its time.
extension JobCoordinator {
    /// Ends a job: it is delivered to no further minion, and ended on those that have it.
    ///
    /// Answers when the cancelled pairs are in the store, or cannot be brought there now, and the minions have answered, or
    /// the time is over. Every minion that is there is asked, also where the job is not known to have been delivered: its
    /// receipt may be on the way. The question comes after the command on the same connection.
    ///
    /// - Parameters:
    ///   - jid: The job.
    ///   - user: Who asks for it.
    ///   - duration: How long the minions have to answer.
    /// - Returns: what was done on each minion without an outcome; nothing for a job that has ended everywhere.
    func cancel(_ jid: JobID, for user: String, within duration: Duration) async -> [MinionNumber: Cancellation] {
        guard let live = tracker.jobs[jid], !live.isInternal else { return [:] }
        let now = parts.now()
        // Whose turn had not come cannot have it: there is nothing to ask.
        let held = Set(live.waiting.filter(\.value.isHeld).keys)
        act(tracker.cancel(jid, at: now))
        var done: [MinionNumber: Cancellation] = [:]
        for (minion, standing) in tracker.jobs[jid]?.waiting ?? [:] {
            done[minion] = Cancellation(
                isCancelled: standing.state == .pending,
                wasAsked: tracker.isConnected(minion, at: now) && !held.contains(minion)
            )
        }
        parts.logger.info("cancelled \(jid) for \(user)")
        startCommitting()
        let answers = await ask(
            FunctionName(module: "saltutil", function: "term_job"),
            CallArguments([.string(jid.description)]),
            of: done.filter(\.value.wasAsked).keys.sorted(),
            for: duration,
            user: user
        )
        for (minion, packet) in answers {
            done[minion]?.answer = (try? ReturnMessage(packet: packet))?.jobReturn.value
        }
        while !cancelling(jid).isEmpty, outcomes.isCommitting, !isStoreFailing {
            await withCheckedContinuation { heldBack.append($0) }
        }
        for minion in cancelling(jid) { done[minion]?.isKept = false }
        return done
    }

    /// The minions on which a job is cancelled, and that is not in the store yet.
    private func cancelling(_ jid: JobID) -> [MinionNumber] {
        (tracker.jobs[jid]?.waiting ?? [:]).filter { $0.value.state == .pending && $0.value.isSettling }.map(\.key)
    }
}
