/// Reads a moment as people write it, in UTC where no offset is written.
///
/// A date is `2026-11-22`, `2026/11/22`, `20261122`, or the year, the month's name and the day in any order. A time of day
/// may follow, after a space or a `T`: `14:43`, `14:43:46`, `14:43:46.964916`, and behind it `Z`, `UTC` or an offset as in
/// `+02:00`. A date alone is its first moment. A jid is the moment in it, and a number of nine digits and more the
/// seconds since 1970, from March 1973 on; a shorter one is more likely a mistake.
public struct WrittenTime: Sendable, Hashable {
    /// What is expected, for messages.
    public static let expectation =
        "a time as in 2026-11-22, '2026-11-22 14:43', '2026, Nov 22 14:43:46', a jid, or seconds since 1970"

    /// The moment: one that a jid can be of.
    public let moment: Timestamp

    /// The moment that a text names, or nil where it is no time in one of these forms, or outside the years 1970 to 9999.
    public init?(_ text: String) {
        let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }
        guard let first = words.first, words.count <= 5 else { return nil }
        if words.count == 1, let moment = Self.number(first) {
            self.init(moment)
            return
        }
        let parts: (date: (Int, Int, Int)?, rest: [Substring])
        if let place = first.firstIndex(of: "T") {
            parts = (Self.date(first[..<place]), [first[first.index(after: place)...]] + words.dropFirst())
        } else if let date = Self.date(first) {
            parts = (date, Array(words.dropFirst()))
        } else {
            parts = (Self.date(words.prefix(3)), Array(words.dropFirst(3)))
        }
        guard let (year, month, day) = parts.date, let time = Self.time(parts.rest),
            let civil = CivilTime(
                year: year,
                month: month,
                day: day,
                hour: time.hour,
                minute: time.minute,
                second: time.second,
                microsecond: time.microsecond
            )
        else { return nil }
        self.init(civil.timestamp - .seconds(time.offset))
    }

    private init?(_ moment: Timestamp) {
        guard JobID(microseconds: moment.microseconds) != nil else { return nil }
        self.moment = moment
    }

    // MARK: Dates

    /// A jid, a date without separators, or seconds since 1970.
    private static func number(_ word: Substring) -> Timestamp? {
        if let jid = JobID(word) { return jid.timestamp }
        if word.utf8.count == 8, let digits = digits(word, 8...8) {
            return CivilTime(
                year: digits / 10_000,
                month: digits / 100 % 100,
                day: digits % 100,
                hour: 0,
                minute: 0,
                second: 0,
                microsecond: 0
            )?
            .timestamp
        }
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = digits(parts[0], 9...12), let fraction = fraction(parts.dropFirst().first) else {
            return nil
        }
        return Timestamp(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    }

    private static func date(_ word: Substring) -> (Int, Int, Int)? {
        for separator: Character in ["-", "/"] {
            let parts = word.split(separator: separator, omittingEmptySubsequences: false)
            if parts.count == 3, let year = digits(parts[0], 4...4), let month = digits(parts[1], 1...2),
                let day = digits(parts[2], 1...2)
            {
                return (year, month, day)
            }
        }
        return nil
    }

    /// A year of four digits, a month's name and a day, in any order.
    private static func date(_ words: some Sequence<Substring>) -> (Int, Int, Int)? {
        var (year, month, day): (Int?, Int?, Int?)
        for word in words {
            if let number = digits(word, 4...4), year == nil {
                year = number
            } else if let number = digits(word, 1...2), day == nil {
                day = number
            } else if let number = monthNumber(word), month == nil {
                month = number
            } else {
                return nil
            }
        }
        guard let year, let month, let day else { return nil }
        return (year, month, day)
    }

    private static func monthNumber(_ word: Substring) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        let word = word.lowercased()
        guard word.utf8.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    // MARK: Times of day

    private struct TimeOfDay {
        var hour = 0
        var minute = 0
        var second = 0
        var microsecond = 0
        /// East of Greenwich, in seconds.
        var offset = 0
    }

    private static func time(_ words: [Substring]) -> TimeOfDay? {
        guard let first = words.first else { return TimeOfDay() }
        let place = first.firstIndex { $0 == "Z" || $0 == "z" || $0 == "+" || $0 == "-" } ?? first.endIndex
        let zones = (place < first.endIndex ? [first[place...]] : []) + words.dropFirst()
        guard zones.count <= 1, let offset = zones.first.map(offset) ?? 0 else { return nil }
        let parts = first[..<place].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = digits(parts[0], 1...2), let minute = digits(parts[1], 2...2)
        else { return nil }
        var time = TimeOfDay(hour: hour, minute: minute, offset: offset)
        if parts.count == 3 {
            let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let second = digits(seconds[0], 2...2), let fraction = fraction(seconds.dropFirst().first) else {
                return nil
            }
            (time.second, time.microsecond) = (second, fraction)
        }
        return time
    }

    private static func offset(_ word: Substring) -> Int? {
        if ["Z", "UTC", "GMT"].contains(word.uppercased()) { return 0 }
        guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
        let digitsOnly = word.dropFirst().filter { $0 != ":" }
        guard let hours = digits(digitsOnly.prefix(2), 2...2), hours <= 23,
            let minutes = digitsOnly.count == 2 ? 0 : digits(digitsOnly.dropFirst(2), 2...2), minutes <= 59
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (sign == "-" ? -1 : 1)
    }

    // MARK: Numbers

    /// The number that so many digits and nothing else are.
    private static func digits(_ text: some StringProtocol, _ count: ClosedRange<Int>) -> Int? {
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// The microseconds that the digits behind a point are; what is finer is cut off.
    private static func fraction(_ text: Substring?) -> Int? {
        guard let text else { return 0 }
        guard digits(text.prefix(6), 1...6) != nil, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits(text.prefix(6) + String(repeating: "0", count: max(0, 6 - text.utf8.count)), 6...6)
    }
}
