internal import BrineCore

/// How much waits in the outbox, by a list that was made of it and by what this process has put there since.
///
/// A list is good for twenty times as long as it took: so a process that puts one event after the other there lists for a
/// twentieth of its time at the most, however many wait, and one that puts one there now and then sees all of them. What
/// others do meanwhile is not seen.
///
/// A plain value with no clock.
struct OutboxTally: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// For how many times as long as it took a list is good.
    static let worth = 20

    private var total = 0
    private var isGoodUntil: Instant?

    /// How many bytes wait; nil where the outbox is to be listed.
    func total(at now: Instant) -> Int? {
        guard let isGoodUntil, now < isGoodUntil else { return nil }
        return total
    }

    /// The outbox was listed.
    mutating func listed(_ total: Int, from begun: Instant, to done: Instant) {
        self.total = total
        isGoodUntil = done + (done - begun) * Self.worth
    }

    /// So many bytes were put there.
    mutating func add(_ bytes: Int) {
        total += bytes
    }
}
