internal import BrineCore

/// The promise that nothing ends badly by itself.
extension Story {
    func endsWithoutReason() -> [Violation] {
        sortedJobs.flatMap { job in
            job.pairs.sorted { $0.key < $1.key }
                .compactMap { minion, pair in
                    missingReason(job, minion, pair)
                        .map { Violation(promise: .reasons, job: job.jid, minion: minion, text: $0) }
                }
        }
    }

    private func missingReason(_ job: StoredJob, _ minion: String, _ pair: StoredJob.Pair) -> String? {
        guard let published = published(job.jid) else { return nil }
        let call = job.token.flatMap { publications[$0] }
        switch pair.state {
        case .undelivered:
            // Whose turn came when is not known in a rollout.
            guard call?.batch == nil else { return nil }
            let window = call?.within ?? beginning.window
            guard couldBeReached(minion, in: published...(published + window)) else { return nil }
            return "it is undelivered, and was within reach for \(min(Self.reach, window)) in a row of its \(window)"
        case .lost:
            if workerKilled(of: job, at: minion) { return nil }
            let end = lastTurn(job.token, published)
            if struck([.wipe], at: minion, from: published - .seconds(1), to: end) { return nil }
            // Between the record of a job and its order a minion that is killed leaves a worker that never hears of it.
            if runs(job.token, minion).isEmpty,
                struck([.kill, .killAtStart], at: minion, from: published - .seconds(1), to: end)
            {
                return nil
            }
            return "it is lost: no worker was killed, no disk wiped, and no minion killed before it began"
        case .terminated:
            let asked = calls(about: job.jid, [.signal]).contains { $0.minions.contains(minion) }
            if asked || !calls(about: job.jid, [.cancel]).isEmpty { return nil }
            if workerKilled(of: job, at: minion) { return nil }
            return "it was ended by a signal that nobody sent: \(pair.text)"
        case .timedOut:
            // A job that is published anew keeps its limit.
            return call?.limit == nil ? "it has timed out without a limit" : nil
        case .cancelled:
            return calls(about: job.jid, [.cancel]).isEmpty ? "it is cancelled, and nobody did" : nil
        case .skipped:
            return call?.batch == nil ? "it is skipped without a rollout" : nil
        default: return nil
        }
    }
}
