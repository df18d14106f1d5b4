/// What becomes of the packets that go from one host to another.
public struct LinkFaults: Sendable, Hashable {
    /// Whether none arrives, not even those on their way.
    public var isCut: Bool
    /// Which share of them is lost, from 0 to 1.
    public var loss: Double
    /// How long each takes.
    public var delay: Duration
    /// Which share of them, from 0 to 1, takes longer by ``hold`` and is overtaken by those behind it.
    public var heldShare: Double
    /// How much longer those take.
    public var hold: Duration

    /// Some faults; none where nothing is said.
    public init(
        isCut: Bool = false,
        loss: Double = 0,
        delay: Duration = .zero,
        heldShare: Double = 0,
        hold: Duration = .milliseconds(20)
    ) {
        self.isCut = isCut
        self.loss = loss
        self.delay = delay
        self.heldShare = heldShare
        self.hold = hold
    }
}
