/// A jid: names one job, and tells when it was published.
///
/// Inside and in the store it is a 64-bit count of microseconds since 1970; it prints as Salt's does, twenty digits of
/// UTC (`YYYYMMDDhhmmssffffff`). Jids order by time. One allocator in a master gives them; two masters may collide.
public struct JobID: Sendable, Hashable, Comparable {
    /// Microseconds since 1970, at least 0 and before the year 10000.
    public let microseconds: Int64

    /// The jid at that count of microseconds, or nil outside the years 1970 to 9999, which twenty digits cannot hold.
    public init?(microseconds: Int64) {
        guard microseconds >= 0, microseconds <= Self.last.microseconds else { return nil }
        self.microseconds = microseconds
    }

    private init(unchecked microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The earliest jid there can be.
    public static let first = JobID(unchecked: 0)
    /// The latest jid there can be: 9999-12-31 23:59:59.999999.
    public static let last = JobID(unchecked: 253_402_300_799_999_999)

    /// The jid that a text names, or nil where the text is not twenty digits that form a date and time.
    public init?(_ text: some StringProtocol) {
        // Of one type from here on: each return has a jid, and generic code costs many times as much as all this.
        self.init(digits: String(text))
    }

    private init?(digits text: String) {
        guard text.utf8.count == 20 else { return nil }
        // As one number twenty digits would not fit.
        var (second, microsecond) = (0, 0)
        for (place, byte) in text.utf8.enumerated() {
            guard (48...57).contains(byte) else { return nil }
            let digit = Int(byte) - 48
            if place < 14 { second = second * 10 + digit } else { microsecond = microsecond * 10 + digit }
        }
        guard
            let time = CivilTime(
                year: second / 10_000_000_000,
                month: second / 100_000_000 % 100,
                day: second / 1_000_000 % 100,
                hour: second / 10_000 % 100,
                minute: second / 100 % 100,
                second: second % 100,
                microsecond: microsecond
            )
        else { return nil }
        self.init(microseconds: time.timestamp.microseconds)
    }

    /// The moment the jid was given, to within the steps that kept it increasing.
    public var timestamp: Timestamp {
        Timestamp(microseconds: microseconds)
    }

    /// The jid at a moment, moved into the range that twenty digits can hold.
    public init(at moment: Timestamp) {
        microseconds = min(max(moment.microseconds, Self.first.microseconds), Self.last.microseconds)
    }

    /// The earlier jid first.
    public static func < (left: JobID, right: JobID) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension JobID: CustomStringConvertible {
    /// The twenty digits.
    public var description: String {
        let time = CivilTime(timestamp)
        let parts = [
            (time.year, 4), (time.month, 2), (time.day, 2), (time.hour, 2), (time.minute, 2), (time.second, 2),
            (time.microsecond, 6),
        ]
        return parts.map { CivilTime.padded($0.0, $0.1) }.joined()
    }
}
