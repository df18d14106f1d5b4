/// Gives jids, strictly increasing: across a burst, across restarts and when the clock is set back.
///
/// Only at ``JobID/last`` it stands still: no jid comes after that, and the store refuses a second job with the same one.
public struct JobIDAllocator: Sendable {
    private var last: JobID

    /// An allocator that continues after the last jid that was ever given.
    public init(after last: JobID?) {
        self.last = last ?? .first
    }

    /// An allocator of a new process, which continues some way after the last jid that its predecessors are known to have given.
    ///
    /// Not all that they gave is known: their own questions and their welcomes are kept nowhere. Where the clock was set back,
    /// those came close after the last one that was kept, and a minion may still hold one of them.
    ///
    /// - Parameters:
    ///   - last: The last jid that is known; nil where none was given.
    ///   - gap: How much is left out: a second or two by chance, since two starts in a row may know of the same last one.
    public init(restartedAfter last: JobID?, gap: Duration = .microseconds(Int64.random(in: 1_000_000..<2_000_000))) {
        self.init(after: last.map { JobID(at: $0.timestamp + gap) })
    }

    /// The next jid: the moment's own where that is later than all before, one microsecond after the last otherwise.
    public mutating func next(at moment: Timestamp) -> JobID {
        let proposed = JobID(at: moment)
        last = proposed > last ? proposed : JobID(at: Timestamp(microseconds: last.microseconds + 1))
        return last
    }
}
