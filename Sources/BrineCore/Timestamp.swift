internal import Glibc

/// A moment in UTC, in microseconds since 1970-01-01 00:00:00.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since the epoch.
    public var microseconds: Int64

    /// A moment that many microseconds after the epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// What the machine's wall clock says.
    ///
    /// It can be set back at any time, so nothing that must not go back reads it alone.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The earlier moment first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The moment that much later (or earlier, for a negative duration), to the microsecond.
    ///
    /// Where it would overflow, the last moment there is, or the first.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let change = duration.wholeMicroseconds
        let (sum, overflow) = moment.microseconds.addingReportingOverflow(change)
        return Timestamp(microseconds: overflow ? (change < 0 ? .min : .max) : sum)
    }

    /// The moment that much earlier, to the microsecond; held within bounds as by `+`.
    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        let change = duration.wholeMicroseconds
        let (difference, overflow) = moment.microseconds.subtractingReportingOverflow(change)
        return Timestamp(microseconds: overflow ? (change < 0 ? .max : .min) : difference)
    }

    /// How long after the right moment the left one is.
    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        // A peer may name any two moments; their distance fits a duration, not the microseconds.
        .microseconds(left.microseconds) - .microseconds(right.microseconds)
    }
}

extension Duration {
    /// The duration in whole microseconds, cut off towards zero; the nearest representable number where it would overflow.
    public var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, overflowOfSum) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return overflowOfSum ? (seconds < 0 ? .min : .max) : sum
    }

    /// The duration in seconds, for printing.
    public var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
