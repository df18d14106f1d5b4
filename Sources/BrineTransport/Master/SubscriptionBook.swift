internal import BrineCore

/// Which refused requests for a topic are still open.
///
/// When a connection ends, libzmq tells the topic it had asked for and not whose it was. A stranger that asked for a
/// minion's topic, was refused and left would look like that minion leaving: so as long as such requests are open, an end is
/// taken for one of theirs. If it was the minion after all, its silence tells within three heartbeats.
struct SubscriptionBook: Sendable {
    /// How many topics are kept count of; only a hostile minion asks for more.
    static let limit = 10_000

    private var open: [MinionNumber: Int] = [:]

    /// A request for a topic was refused.
    mutating func refused(_ topic: MinionNumber) {
        guard open[topic] != nil || open.count < Self.limit else { return }
        open[topic, default: 0] += 1
    }

    /// Whether the end of a request for a topic is that of one that was granted.
    mutating func isEndOfGranted(_ topic: MinionNumber) -> Bool {
        guard let count = open[topic] else { return true }
        open[topic] = count > 1 ? count - 1 : nil
        return false
    }
}
