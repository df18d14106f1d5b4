internal import BrineCore
internal import Glibc

/// Which refused requests for a topic are still open.
///
/// When a connection ends, libzmq tells the topic it had asked for and not whose it was. A stranger that asked for a
/// minion's topic, was refused and left would look like that minion leaving: so as long as such requests are open, an end is
/// taken for one of theirs. If it was the minion after all, its silence tells within three heartbeats.
struct SubscriptionBook: Sendable {
    /// How many topics are kept count of; only a hostile minion asks for more.
    static let limit = 10_000

    private var open: [MinionNumber: Int] = [:]
    /// The TCP connections that granted requests came through, the newest last.
    private var descriptors: [MinionNumber: [Int32]] = [:]

    /// A request for a topic was refused.
    mutating func refused(_ topic: MinionNumber) {
        guard open[topic] != nil || open.count < Self.limit else { return }
        open[topic, default: 0] += 1
    }

    /// Whoever asked for a topic that is not its own gives it up by itself.
    mutating func withdrawn(_ topic: MinionNumber) {
        guard let count = open[topic] else { return }
        open[topic] = count > 1 ? count - 1 : nil
    }

    /// A minion's request for its own topic was granted.
    mutating func granted(_ topic: MinionNumber, _ descriptor: Int32?) {
        guard let descriptor, descriptors[topic]?.contains(descriptor) != true else { return }
        descriptors[topic, default: []].append(descriptor)
    }

    /// Ends a minion's connections.
    ///
    /// In the moment between a connection's end and the word of it, its descriptor may already be another connection's; that
    /// one is cut then, and comes back by itself.
    mutating func cut(_ topic: MinionNumber) {
        for descriptor in descriptors[topic] ?? [] { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    /// Whether the end of a request for a topic is that of one that was granted.
    mutating func isEndOfGranted(_ topic: MinionNumber) -> Bool {
        guard let count = open[topic] else {
            // Connections end in the order in which they were made, as far as anybody can tell.
            descriptors[topic]?.removeFirst()
            if descriptors[topic]?.isEmpty == true { descriptors[topic] = nil }
            return true
        }
        open[topic] = count > 1 ? count - 1 : nil
        return false
    }
}
