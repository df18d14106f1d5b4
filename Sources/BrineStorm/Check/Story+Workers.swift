/// Whose worker was killed.
extension Story {
    /// Whether a job's worker was killed at a minion; of a history that does not say whose worker it was, whether it may have
    /// been this job's.
    func workerKilled(of job: StoredJob, at minion: String) -> Bool {
        let kills = troubles.filter { $0.fault == .killWorker && $0.place == minion }
        if kills.contains(where: { $0.jobs?.contains(job.jid) == true }) { return true }
        let spans = workerSpans(of: job, at: minion)
        return kills.contains { kill in kill.jobs == nil && spans.contains { kill.touches($0) } }
    }

    /// When a job may have had a worker at a minion.
    private func workerSpans(of job: StoredJob, at minion: String) -> [ClosedRange<Duration>] {
        let runs = runs(job.token, minion)
        guard !runs.isEmpty else {
            // A job may have waited for its turn until it was handed to the worker.
            let published = published(job.jid) ?? .zero
            return [(published - .seconds(1))...lastTurn(job.token, published)]
        }
        let work = job.token.flatMap { publications[$0]?.work }
        let length = Duration.milliseconds((work?.deciseconds ?? 0) * 100)
        return runs.map { run in
            let to = run.ended.map { $0.at + .seconds(5) } ?? run.began.at + length + .seconds(30)
            return (run.began.at - .seconds(1))...to
        }
    }
}
