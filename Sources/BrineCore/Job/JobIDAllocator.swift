/// Gives jids, strictly increasing: across a burst, across restarts and when the clock is set back.
///
/// What is kept has an even number of microseconds, what is not (the master's own questions, its welcomes) an odd one: nobody
/// remembers those across a restart, and a job must never get the jid of a question that a minion still holds.
///
/// Only at ``JobID/last`` it stands still: no jid comes after that, and the store refuses a second job with the same one.
public struct JobIDAllocator: Sendable {
    private var last: JobID

    /// An allocator that continues after the last jid that was ever given.
    public init(after last: JobID?) {
        self.last = last ?? .first
    }

    /// An allocator of a new process, which continues after the last jid that its predecessors are known to have given.
    ///
    /// Their questions are not known. Where the clock was set back they came close after the last jid that was kept, and a minion
    /// may still hold one: so some way is left out then.
    ///
    /// - Parameters:
    ///   - last: The last jid that is known; nil where none was given.
    ///   - moment: What the clock shows.
    ///   - gap: How much is left out where the clock is behind: a second or two by chance, since two starts in a row may know
    ///     of the same last one.
    public init(
        restartedAfter last: JobID?,
        at moment: Timestamp,
        gap: Duration = .microseconds(Int64.random(in: 1_000_000..<2_000_000))
    ) {
        self.init(after: last.map { $0.timestamp < moment ? $0 : JobID(at: $0.timestamp + gap) })
    }

    /// The next jid for what is kept: the moment's own where that is later than all before, soon after the last one otherwise.
    public mutating func next(at moment: Timestamp) -> JobID {
        next(at: moment, isOdd: false)
    }

    /// The next jid for what is not kept: a question of the master's own, or a mark.
    public mutating func nextUnkept(at moment: Timestamp) -> JobID {
        next(at: moment, isOdd: true)
    }

    private mutating func next(at moment: Timestamp, isOdd: Bool) -> JobID {
        let proposed = JobID(at: moment).microseconds
        let earliest = max(proposed, last.microseconds + 1)
        let isRight = (earliest % 2 != 0) == isOdd
        last = JobID(at: Timestamp(microseconds: isRight ? earliest : earliest + 1))
        return last
    }
}
