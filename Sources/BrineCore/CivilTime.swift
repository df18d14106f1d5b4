/// A moment's date and time of day in UTC, in the proleptic Gregorian calendar.
///
/// Written out here since a jid's text is a date to the microsecond: the calendar is twenty lines, and the alternative
/// (Foundation's calendars) costs every command milliseconds of start-up. The day arithmetic follows Howard Hinnant's
/// "chrono-compatible low-level date algorithms".
public struct CivilTime: Sendable, Hashable {
    /// The year, as in 2026.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, 1 to 31.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute, 0 to 59.
    public var minute: Int
    /// The second, 0 to 59.
    public var second: Int
    /// The microsecond, 0 to 999,999.
    public var microsecond: Int

    /// The date and time of day of a moment.
    public init(_ moment: Timestamp) {
        let microsecondsADay: Int64 = 86_400_000_000
        var days = moment.microseconds / microsecondsADay
        var rest = moment.microseconds % microsecondsADay
        if rest < 0 {
            days -= 1
            rest += microsecondsADay
        }
        (year, month, day) = Self.date(daysSinceEpoch: Int(days))
        microsecond = Int(rest % 1_000_000)
        let seconds = Int(rest / 1_000_000)
        (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// The date and time of day from its parts, or nil where a part is out of its range or the day is not in its month.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second), (0...999_999).contains(microsecond), (1...31).contains(day),
            Self.date(daysSinceEpoch: Self.days(year: year, month: month, day: day)) == (year, month, day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.microsecond) = (hour, minute, second, microsecond)
    }

    /// The moment this date and time of day name.
    public var timestamp: Timestamp {
        let days = Int64(Self.days(year: year, month: month, day: day))
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        // The seconds of the earliest moments do not fit in microseconds, and do again with the fraction added.
        return Timestamp(microseconds: seconds &* 1_000_000 &+ Int64(microsecond))
    }

    private static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension CivilTime {
    /// A number in decimal with leading zeroes up to a width.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The moment as Salt's runners print it: `2026, Nov 22 14:43:46.964916`.
    public var runnerText: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = "\(Self.padded(year, 4)), \(months[month - 1]) \(Self.padded(day, 2))"
        return "\(date) \(timeText)"
    }

    /// The moment in ISO 8601 with the offset written out: `2026-11-22T14:43:46.964916+00:00`.
    public var isoText: String {
        "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T\(timeText)+00:00"
    }

    private var timeText: String {
        "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2)).\(Self.padded(microsecond, 6))"
    }
}
