/// How many packets a network has let through, and how many it has not.
public struct PacketCounts: Sendable, Hashable {
    /// They went on to their host.
    public var passed = 0
    /// They came to a direction that is cut, or were on their way when it was.
    public var cut = 0
    /// They were lost by chance.
    public var lost = 0
    /// They were held, so that others overtook them.
    public var held = 0
    /// They found the direction full.
    public var overflowed = 0

    static func + (one: Self, other: Self) -> Self {
        Self(
            passed: one.passed + other.passed,
            cut: one.cut + other.cut,
            lost: one.lost + other.lost,
            held: one.held + other.held,
            overflowed: one.overflowed + other.overflowed
        )
    }
}
