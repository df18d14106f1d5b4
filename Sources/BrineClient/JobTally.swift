package import BrineCore
package import BrineWire

/// How a watched job stands: what has become of it on each minion, and who is waited for.
///
/// A plain value with no clock and no I/O. It is made of what the master tells, in the order in which that comes; what is told
/// twice counts once.
package struct JobTally: Sendable {
    private var ended: [MinionID: JobState] = [:]
    private var waiting: Set<MinionID> = []
    private var told: [JobState: Int] = [:]
    private var isTold = false
    /// When the last of those that have ended did.
    package private(set) var lastEnd: Timestamp?

    /// Nothing is known yet.
    package init() {}

    /// How many minions have come to an end.
    package var endedCount: Int { ended.count }

    /// Whether the master has told how the job stands, and no minion is waited for.
    package var isDone: Bool { isTold && waiting.isEmpty }

    /// Whether it has succeeded on all that have come to an end.
    package var isGood: Bool { ended.values.allSatisfy { $0 == .succeeded } }

    /// Outcomes came.
    ///
    /// - Returns: those that were not known, or take the place of one that was, in the order of their time.
    package mutating func arrived(_ outcomes: [JobNews.Entry]) -> [JobNews.Entry] {
        let new = outcomes.filter { entry in
            guard entry.state.isFinal, ended[entry.id]?.canBecome(entry.state) ?? true else { return false }
            ended[entry.id] = entry.state
            waiting.remove(entry.id)
            lastEnd = max(lastEnd ?? entry.since, entry.since)
            return true
        }
        return new.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    }

    /// The master said how the minions stand that have no outcome.
    package mutating func stands(_ entries: [JobStanding.Entry]) {
        isTold = true
        waiting = []
        told = [:]
        for entry in entries where ended[entry.id] == nil {
            waiting.insert(entry.id)
            told[entry.state, default: 0] += 1
        }
    }

    /// The master said how many of the minions that have no outcome stand how.
    ///
    /// - Returns: whether they are as many as are waited for here: where not, the job has ended or something was missed.
    package mutating func stands(_ counts: [JobState: Int]) -> Bool {
        told = counts
        return counts.values.reduce(0, +) == waiting.count
    }

    /// How many minions stand how now.
    ///
    /// Linear in the number of those that have ended.
    package var counts: JobCounts {
        JobCounts(
            total: ended.count + waiting.count,
            returned: ended.values.count(where: \.isReturned),
            failed: ended.values.count { $0 != .succeeded },
            ended: ended.count,
            told: told
        )
    }
}
