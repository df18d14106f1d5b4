package import BrineCore
package import BrineWire

/// How a watched job stands: what has become of it on each minion, and who is waited for.
///
/// A plain value with no clock and no I/O. It is made of what the master tells, in the order in which that comes; what is told
/// twice counts once.
package struct JobTally: Sendable {
    /// How many minions stand how.
    package struct Counts: Sendable, Hashable {
        /// They have returned.
        package var returned = 0
        /// They run or queue it.
        package var running = 0
        /// It is not delivered to them yet.
        package var pending = 0
        /// They had it and are not heard from now.
        package var unreachable = 0
        /// They have come to another end than success.
        package var failed = 0
        /// All of them.
        package var total = 0
    }

    private var ended: [MinionID: JobState] = [:]
    private var waiting: [MinionID: JobState] = [:]
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
            waiting[entry.id] = nil
            lastEnd = max(lastEnd ?? entry.since, entry.since)
            return true
        }
        return new.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    }

    /// The master said how the minions stand that have no outcome.
    package mutating func stands(_ entries: [JobStanding.Entry]) {
        isTold = true
        waiting = [:]
        for entry in entries where ended[entry.id] == nil { waiting[entry.id] = entry.state }
    }

    /// How many minions stand how now.
    ///
    /// Linear in their number.
    package var counts: Counts {
        var counts = Counts(total: ended.count + waiting.count)
        for state in ended.values {
            if state.isReturned { counts.returned += 1 }
            if state != .succeeded { counts.failed += 1 }
        }
        for state in waiting.values {
            switch state {
            case .running: counts.running += 1
            case .unreachable: counts.unreachable += 1
            default: counts.pending += 1
            }
        }
        return counts
    }
}
