internal import BrineCore

/// The promise about rollouts.
extension Story {
    /// More runs at once than there are places, by the order of the witness's lines.
    ///
    /// Left out are runs that were ended early (nobody saw when), works that were published anew (their runs are not told
    /// apart) and runs on minions that have lost their place meanwhile: a place is lost after a delivery window of silence, and
    /// so by the wiping of a disk.
    func crowdedRollouts() -> [Violation] {
        publications.values.sorted { $0.number < $1.number }
            .compactMap { call in
                guard let batch = call.batch, let token = call.work?.token, let jobs = jobsOfToken[token],
                    jobs.count == 1
                else { return nil }
                let lines = call.minions.flatMap { minion in runs(token, minion).filter { hasPlace($0, minion) } }
                    .flatMap { run in [run.began] + (run.ended.map { [$0] } ?? []) }
                    .sorted { $0.place < $1.place }
                var open = 0
                for line in lines {
                    open += line.isEnd ? -1 : 1
                    if open > batch {
                        return Violation(
                            promise: .places,
                            job: jobs[0].jid,
                            minion: line.minion,
                            text: "\(open) runs at once in \(batch) place(s)"
                        )
                    }
                }
                return nil
            }
    }

    private func hasPlace(_ run: Run, _ minion: String) -> Bool {
        guard let ended = run.ended else { return false }
        if struck([.wipe], at: minion, from: run.began.at - beginning.window) { return false }
        let span = (run.began.at - beginning.window * 2)...ended.at
        // After a fault a minion takes some seconds to connect again.
        let silence = troubles(at: minion, in: span).filter(\.fault.isSilence)
            .map { min($0.to ?? ended.at, ended.at) - max($0.from, span.lowerBound) + Self.reconnecting }
            .reduce(.zero, +)
        return silence < beginning.window
    }
}
