internal import BrineCore

/// Keeps a log readable when somebody misbehaves a thousand times a second: one line for each subject in an interval, with
/// the number of times it stands for.
struct LogThrottle: Sendable {
    /// How many subjects are told apart; beyond it all are one.
    static let limit = 1_000

    private struct Entry {
        var silentUntil: Timestamp
        var count: Int
    }

    private let interval: Duration
    private var entries: [String: Entry] = [:]
    /// When the subjects that are silent no more may be looked for again: not at each line of a flood.
    private var nextSweep = Timestamp(microseconds: .min)

    /// One line for each subject in an interval.
    init(interval: Duration) {
        self.interval = interval
    }

    /// Counts an occurrence; the number to tell where a line is due now, nil where it is not.
    mutating func count(_ subject: String, at now: Timestamp) -> Int? {
        sweep(at: now)
        let known = entries[subject] != nil || entries.count < Self.limit
        let key = known ? subject : ""
        guard let entry = entries[key], now < entry.silentUntil else {
            let count = (entries[key]?.count ?? 0) + 1
            entries[key] = Entry(silentUntil: now + interval, count: 0)
            return count
        }
        entries[key]?.count += 1
        return nil
    }

    /// Makes room where there is none left.
    private mutating func sweep(at now: Timestamp) {
        guard entries.count >= Self.limit, now >= nextSweep else { return }
        entries = entries.filter { now < $0.value.silentUntil }
        nextSweep = now + interval
    }
}
