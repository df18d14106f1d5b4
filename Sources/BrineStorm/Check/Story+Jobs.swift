internal import BrineCore

/// The promises about jobs as a whole.
extension Story {
    func forgottenJobs() -> [Violation] {
        ends.values.map(\.end).sorted { $0.number < $1.number }
            .compactMap { end in
                guard let jid = end.jid, let call = calls[end.number]?.call else { return nil }
                guard let job = jobs[jid], job.error == nil else {
                    let reason = jobs[jid]?.error.map { ": \($0)" } ?? ""
                    return Violation(
                        promise: .acknowledged,
                        job: jid,
                        minion: nil,
                        text: "it is not in the store\(reason)"
                    )
                }
                let meant = Set(call.minions)
                let found = Set(job.minions)
                if call.minions.isEmpty || found == meant { return nil }
                if let subset = call.subset, found.isSubset(of: meant), found.count == subset { return nil }
                return Violation(
                    promise: .acknowledged,
                    job: jid,
                    minion: nil,
                    text: "meant were \(meant.sorted()), the store has \(found.sorted())"
                )
            }
    }

    /// Jobs that the store lists and gives no answer about; those that a command printed or that were told have a promise of
    /// their own.
    func unreadableJobs() -> [Violation] {
        let known = Set(ends.values.compactMap(\.end.jid) + told.map(\.jid))
        return jobs.values.sorted { $0.jid < $1.jid }
            .compactMap { job in
                guard let error = job.error, !known.contains(job.jid) else { return nil }
                return Violation(promise: .readable, job: job.jid, minion: nil, text: error)
            }
    }

    func repeatedPublications() -> [Violation] {
        jobsOfToken.sorted { $0.key < $1.key }
            .compactMap { token, jobs in
                let reruns = jobs.map { calls(about: $0.jid, [.rerun]).count }.reduce(0, +)
                guard jobs.count > 1 + reruns else { return nil }
                return Violation(
                    promise: .once,
                    job: token,
                    minion: nil,
                    text: "published once and anew \(reruns) time(s), but the store has \(jobs.map(\.jid))"
                )
            }
    }

    func openPairs() -> [Violation] {
        sortedJobs.flatMap { job in
            job.minions.compactMap { minion in
                guard let pair = job.pairs[minion] else {
                    return Violation(promise: .settled, job: job.jid, minion: minion, text: "the store has no state")
                }
                guard !pair.state.isFinal else { return nil }
                return Violation(
                    promise: .settled,
                    job: job.jid,
                    minion: minion,
                    text: "it is still \(pair.state.rawValue)"
                )
            }
        }
    }

    func strangers() -> [Violation] {
        let returns = sortedJobs.flatMap { job in
            Set(job.pairs.keys).subtracting(job.minions).sorted()
                .map {
                    Violation(
                        promise: .nobodyElse,
                        job: job.jid,
                        minion: $0,
                        text: "the job was not for it, the store has it"
                    )
                }
        }
        let starts = runs.keys.sorted { ($0.token, $0.minion) < ($1.token, $1.minion) }
            .filter { place in jobsOfToken[place.token]?.contains { $0.minions.contains(place.minion) } != true }
            .map {
                Violation(promise: .nobodyElse, job: $0.token, minion: $0.minion, text: "it ran, and no job was for it")
            }
        return returns + starts
    }

    func toldTooEarly() -> [Violation] {
        told.filter { jobs[$0.jid]?.pairs[$0.minion]?.hasReturn != true }
            .map { jid, minion in
                let reason = jobs[jid].map { $0.error.map { ": \($0)" } ?? "" } ?? ", nor the job"
                return Violation(
                    promise: .told,
                    job: jid,
                    minion: minion,
                    text: "its return was told, the store has none\(reason)"
                )
            }
    }

    /// The jobs in the order of their jids, without those that the store could not be asked about.
    var sortedJobs: [StoredJob] {
        jobs.values.filter { $0.error == nil }.sorted { $0.jid < $1.jid }
    }
}
