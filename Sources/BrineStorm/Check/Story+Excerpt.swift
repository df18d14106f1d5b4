/// The entries that show a violation, and no others.
extension Story {
    func excerpt(for violation: Violation) -> [Entry] {
        let about = jobs[violation.job].map { [$0] } ?? jobsOfToken[violation.job] ?? []
        let jids = Set(about.map(\.jid))
        var tokens = Set(about.compactMap(\.token))
        if publications[violation.job] != nil { tokens.insert(violation.job) }
        let minions = Set(violation.minion.map { [$0] } ?? about.flatMap(\.minions))
        let life = life(of: jids, tokens, minions)
        let numbers = Set(
            calls.values.map(\.call)
                .filter { call in
                    "call \(call.number)" == violation.job || call.jid.map { jids.contains($0) } == true
                        || call.work.map { tokens.contains($0.token) } == true
                }
                .map(\.number)
        )
        return
            entries.compactMap { entry in
                switch entry.act {
                case .called(let call): return numbers.contains(call.number) ? entry : nil
                case .ended(let end): return numbers.contains(end.number) ? entry : nil
                case .signalled(let call, _), .hung(let call): return numbers.contains(call) ? entry : nil
                case .struck(_, let place, _), .healed(_, let place):
                    guard let life, place == Self.master || minions.contains(place) else { return nil }
                    return life.contains(entry.at) ? entry : nil
                case .witnessed(let line):
                    return tokens.contains(line.token) && minions.contains(line.minion) ? entry : nil
                case .told(let jid, let minion): return jids.contains(jid) && minions.contains(minion) ? entry : nil
                case .stored(let job):
                    guard jids.contains(job.jid) else { return nil }
                    var narrow = job
                    narrow.pairs = job.pairs.filter { minions.contains($0.key) }
                    return Entry(at: entry.at, act: .stored(narrow))
                case .left(let what, let place): return what == violation.job && place == violation.minion ? entry : nil
                case .began: return nil
                }
            }
            .sorted { $0.at < $1.at }
    }

    /// From a little before a job was published to a little after the last that was heard of it.
    private func life(of jids: Set<String>, _ tokens: Set<String>, _ minions: Set<String>) -> ClosedRange<Duration>? {
        guard let from = jids.compactMap({ published($0) }).min() else { return nil }
        var to = from + beginning.window * 2
        for entry in entries {
            switch entry.act {
            case .witnessed(let line) where tokens.contains(line.token) && minions.contains(line.minion):
                to = max(to, entry.at)
            case .told(let jid, let minion) where jids.contains(jid) && minions.contains(minion): to = max(to, entry.at)
            default: break
            }
        }
        return (from - .seconds(10))...(to + .seconds(5))
    }
}
