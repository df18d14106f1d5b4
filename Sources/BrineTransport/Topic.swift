internal import BrineCore

/// The topics of the publish socket: one for all, and one for each minion.
///
/// Short and dense, none a prefix of another: libzmq walks all topics when a connection ends, and that walk is what makes a
/// mass disconnect slow.
enum Topic {
    /// Every minion's pipe is subscribed to this one.
    static let broadcast: [UInt8] = [UInt8(ascii: "b")]

    /// A minion's own topic: `i` and its number in three bytes.
    static func own(_ number: MinionNumber) -> [UInt8] {
        let bits = number.rawValue
        return [
            UInt8(ascii: "i"), UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
            UInt8(truncatingIfNeeded: bits),
        ]
    }

    /// The minion whose own topic this is, or nil where it is none's.
    static func number(of topic: some Collection<UInt8>) -> MinionNumber? {
        guard topic.count == 4, topic.first == UInt8(ascii: "i") else { return nil }
        return MinionNumber(topic.dropFirst().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
}
