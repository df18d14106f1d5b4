/// What a faulty network does with each packet: when it goes on, or that it does not.
///
/// A plain value with no clock and no device. Hosts are numbers from 0 on.
struct PacketPlan<Packet> {
    typealias Instant = ContinuousClock.Instant

    /// One way between two hosts.
    struct Direction: Hashable {
        let from: Int
        let to: Int
    }

    private struct Way {
        var faults = LinkFaults()
        var counts = PacketCounts()
        var waiting = 0
        /// When the last packet that was not held goes on: none behind it goes before.
        var last: Instant?
    }

    private struct Waiting {
        let due: Instant
        let way: Direction
        let packet: Packet
    }

    /// How many packets may be on their way in one direction; what comes then is dropped, as by a router.
    let room: Int
    private var random: SeededGenerator
    private var ways: [Direction: Way] = [:]
    /// Those on their way, the next last.
    private var waiting: [Waiting] = []

    init(seed: UInt64, room: Int = 1_000) {
        random = SeededGenerator(seed: seed)
        self.room = room
    }

    /// The faults of a direction.
    subscript(faults way: Direction) -> LinkFaults {
        get { ways[way]?.faults ?? LinkFaults() }
        set { ways[way, default: Way()].faults = newValue }
    }

    /// What became of a direction's packets.
    subscript(counts way: Direction) -> PacketCounts { ways[way]?.counts ?? PacketCounts() }

    /// A host has sent a packet.
    mutating func sent(_ packet: Packet, _ direction: Direction, at now: Instant) {
        var way = ways[direction] ?? Way()
        defer { ways[direction] = way }
        // Both are drawn for each packet, so that the same seed goes on the same way under other faults.
        let isLost = Double.random(in: 0..<1, using: &random) < way.faults.loss
        let isHeld = Double.random(in: 0..<1, using: &random) < way.faults.heldShare
        if way.faults.isCut {
            way.counts.cut += 1
        } else if isLost {
            way.counts.lost += 1
        } else if way.waiting >= room {
            way.counts.overflowed += 1
        } else {
            var due = max(now + way.faults.delay, way.last ?? now)
            if isHeld {
                way.counts.held += 1
                due += way.faults.hold
            } else {
                way.last = due
            }
            way.waiting += 1
            let place = waiting.firstIndex { $0.due <= due } ?? waiting.count
            waiting.insert(Waiting(due: due, way: direction, packet: packet), at: place)
        }
    }

    /// When the next packet goes on.
    var nextDue: Instant? { waiting.last?.due }

    /// The packets that go on now, each with the host it goes to, in order.
    mutating func takeDue(at now: Instant) -> [(host: Int, packet: Packet)] {
        var due: [(Int, Packet)] = []
        while let next = waiting.last, next.due <= now {
            waiting.removeLast()
            ways[next.way]?.waiting -= 1
            if ways[next.way]?.faults.isCut == true {
                ways[next.way]?.counts.cut += 1
            } else {
                ways[next.way]?.counts.passed += 1
                due.append((next.way.to, next.packet))
            }
        }
        return due
    }
}
