internal import BrineCore

/// The promises about what ran.
extension Story {
    func repeatedRuns() -> [Violation] {
        witnessed()
            .compactMap { place, runs, pairs in
                guard let first = runs.first, let last = runs.last else { return nil }
                let named = pairs.compactMap(\.run)
                if Set(named).count < named.count {
                    return Violation(
                        promise: .atMostOnce,
                        job: place.token,
                        minion: place.minion,
                        text: "one run is returned for two jobs: \(named)"
                    )
                }
                // A disk that was wiped has forgotten that the job ran: docs/reliability.md, "Where it ends".
                let wipes = troubles.count {
                    $0.fault == .wipe && $0.place == place.minion
                        && $0.touches(first.began.at...max(first.began.at, last.began.at))
                }
                guard runs.count > pairs.count + wipes else { return nil }
                return Violation(
                    promise: .atMostOnce,
                    job: place.token,
                    minion: place.minion,
                    text: "\(runs.count) runs of \(pairs.count) job(s)"
                )
            }
    }

    func lostReturns() -> [Violation] {
        witnessed()
            .compactMap { place, runs, pairs in
                let whole = Set(pairs.filter(\.isWhole).compactMap(\.run))
                let without = runs.filter { run in
                    guard run.ended != nil, !whole.contains(run.id) else { return false }
                    return !wiped(run, at: place.minion)
                }
                // Who was ended by a signal or by its time limit, or lost its worker, may have written its last line just before.
                let cutShort = jobsOfToken[place.token, default: []]
                    .count { job in
                        switch job.pairs[place.minion]?.state {
                        case .terminated, .timedOut: true
                        case .lost: workerKilled(of: job, at: place.minion)
                        default: false
                        }
                    }
                guard let run = without.first, without.count > cutShort else { return nil }
                return Violation(
                    promise: .kept,
                    job: place.token,
                    minion: place.minion,
                    text: "the run \(run.id) came to its end, and the store has no whole return of it"
                )
            }
    }

    func emptySuccesses() -> [Violation] {
        sortedJobs.flatMap { job in
            guard let token = job.token, let work = publications[token]?.work else { return [Violation]() }
            return job.pairs.sorted { $0.key < $1.key }
                .compactMap { minion, pair in
                    fault(of: pair, work, runs(token, minion))
                        .map { Violation(promise: .succeeded, job: job.jid, minion: minion, text: $0) }
                }
        }
    }

    private func fault(of pair: StoredJob.Pair, _ work: Work, _ runs: [Run]) -> String? {
        guard pair.state == .succeeded || pair.state == .failed else { return nil }
        let code = work.isWitnessed ? work.code : 0
        if pair.retcode != code || (pair.state == .succeeded) != (code == 0) {
            return "its work ends with \(code), but it \(pair.state.rawValue) with \(pair.retcode ?? 0): \(pair.text)"
        }
        if !pair.isWhole { return "its return is not what the work gives: \(pair.text)" }
        guard work.isWitnessed else { return nil }
        guard let run = runs.first(where: { $0.id == pair.run }) else { return "nobody saw the run \(pair.run ?? "")" }
        return run.ended == nil ? "nobody saw the end of the run \(run.id)" : nil
    }

    func startedAllTheSame() -> [Violation] {
        witnessed()
            .compactMap { place, runs, pairs in
                let never: Set<JobState> = [.undelivered, .cancelled, .skipped]
                guard pairs.contains(where: { never.contains($0.state) }) else { return nil }
                let named = Set(pairs.compactMap(\.run))
                let unnamed = runs.filter {
                    !named.contains($0.id) && !wiped($0, at: place.minion)
                }
                // With several jobs of one work a run may be that of another job whose return names no run.
                let nameless = pairs.count { !never.contains($0.state) && $0.run == nil }
                guard let run = unnamed.first, unnamed.count > nameless else { return nil }
                let states = pairs.map(\.state.rawValue)
                return Violation(
                    promise: .notStarted,
                    job: place.token,
                    minion: place.minion,
                    text: "it is \(states.joined(separator: ", ")), but the run \(run.id) was seen"
                )
            }
    }

    /// What was seen to run, with how the jobs of the same work stand on the same minion.
    private func witnessed() -> [(place: Place, runs: [Run], pairs: [StoredJob.Pair])] {
        runs.sorted { ($0.key.token, $0.key.minion) < ($1.key.token, $1.key.minion) }
            .map { place, runs in
                (place, runs, jobsOfToken[place.token, default: []].compactMap { $0.pairs[place.minion] })
            }
    }
}
