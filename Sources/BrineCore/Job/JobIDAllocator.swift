/// Gives jids, strictly increasing: across a burst, across restarts and when the clock is set back.
///
/// Only at ``JobID/last`` it stands still: no jid comes after that, and the store refuses a second job with the same one.
public struct JobIDAllocator: Sendable {
    private var last: JobID

    /// An allocator that continues after the last jid that was ever given.
    public init(after last: JobID?) {
        self.last = last ?? .first
    }

    /// The next jid: the moment's own where that is later than all before, one microsecond after the last otherwise.
    public mutating func next(at moment: Timestamp) -> JobID {
        let proposed = JobID(at: moment)
        last = proposed > last ? proposed : JobID(at: Timestamp(microseconds: last.microseconds + 1))
        return last
    }
}
