/// The short number that a master gives to each minion it has accepted, for ever.
///
/// It stands for the id in the store's rows and in the minion's own topic on the publish socket. It is dense (1, 2, 3, …)
/// and fits 24 bits, since libzmq walks all topics when a connection ends: with ids as topics, thousands of minions that
/// vanish at once make the master stand still for seconds.
public struct MinionNumber: Sendable, Hashable, Comparable {
    /// The number, from 1.
    public let rawValue: UInt32

    /// The largest number there can be.
    public static let maximum: UInt32 = 0xFF_FFFF

    /// The number, or nil where it is 0 or does not fit 24 bits.
    public init?(_ number: some BinaryInteger) {
        guard number >= 1, number <= Self.maximum else { return nil }
        rawValue = UInt32(number)
    }

    /// The smaller first.
    public static func < (left: MinionNumber, right: MinionNumber) -> Bool {
        left.rawValue < right.rawValue
    }
}
