internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// What commands are told of a job.
extension JobCoordinator {
    /// Tells how a job stands, and its news from now on.
    ///
    /// All outcomes go along where the asker has another number of them.
    ///
    /// - Returns: whether there is such a job.
    /// - Throws: What the store throws.
    func watch(_ request: WatchRequest, for peer: RouterLink.Peer) async throws -> Bool {
        watchers.add(peer, to: request.jid)
        guard let count = try await parts.store.outcomeCount(of: request.jid) else {
            watchers.remove(peer, from: request.jid)
            return false
        }
        if UInt64(count) != request.have, let stored = try await parts.store.job(request.jid) {
            tell(stored.outcomes.compactMap(entry), of: request.jid, to: peer)
        }
        let standing = JobStanding(
            tag: request.tag,
            jid: request.jid,
            waiting: standing(of: request.jid),
            isResuming: tracker.isResuming(request.jid, at: parts.now()),
            isRollingOut: tracker.isRollingOut(request.jid)
        )
        parts.notify(peer, standing.packet)
        if tracker.jobs[request.jid] == nil, openRunnerCalls[request.jid] == nil {
            watchers.remove(peer, from: request.jid)
        }
        return true
    }

    /// Sends a job's outcomes to a command, in messages of a bounded size.
    func tell(_ entries: [JobNews.Entry], of jid: JobID, to peer: RouterLink.Peer) {
        var chunk: [JobNews.Entry] = []
        var bytes = 0
        for entry in entries {
            chunk.append(entry)
            bytes += 300 + entry.packet.count
            if bytes >= Self.newsBytes {
                parts.notify(peer, JobNews(jid: jid, outcomes: chunk).packet)
                (chunk, bytes) = ([], 0)
            }
        }
        if !chunk.isEmpty { parts.notify(peer, JobNews(jid: jid, outcomes: chunk).packet) }
    }

    /// A moment by the tracker's clock as the wall clock has it now.
    func shown(_ moment: Timestamp) -> Timestamp {
        parts.wallClock() - (parts.now() - moment)
    }

    /// How a job stands on the minions that have no outcome yet, and since when.
    func standing(of jid: JobID) -> [JobStanding.Entry] {
        if let call = openRunnerCalls[jid], let id = parts.roster.id(of: call.minion) {
            return [JobStanding.Entry(id: id, state: .running, since: call.since)]
        }
        return (tracker.jobs[jid]?.waiting ?? [:])
            .compactMap { number, standing in
                parts.roster.id(of: number)
                    .map { JobStanding.Entry(id: $0, state: standing.state, since: shown(standing.since)) }
            }
    }

    /// Tells in how many of its states a job stands on how many minions.
    ///
    /// Linear in the minions without an outcome, with no look at the store: for each it costs a fraction of a microsecond.
    func progress(_ request: ProgressRequest) -> JobProgress {
        var counts: [JobState: Int] = [:]
        for standing in (tracker.jobs[request.jid]?.waiting ?? [:]).values { counts[standing.state, default: 0] += 1 }
        if openRunnerCalls[request.jid] != nil { counts[.running] = 1 }
        return JobProgress(tag: request.tag, jid: request.jid, counts: counts)
    }

    /// A command is gone: nothing more is sent to it.
    func forget(_ peer: RouterLink.Peer) {
        watchers.remove(peer)
        parts.events.forget(peer)
    }
}
