/// What a storm is like.
public struct StormSettings: Sendable, Hashable {
    /// How many minions.
    public var minions = 12
    /// How long faults are made and jobs published; healing and checking come after it.
    public var duration = Duration.seconds(60)
    /// What every choice is drawn from.
    public var seed = UInt64.random(in: 0...UInt64.max)
    /// How many call commands at the same time.
    public var callers = 4
    /// The master's `delivery_window`.
    public var window = Duration.seconds(10)
    /// How long everything may take to come to rest after it was healed.
    public var rest = Duration.seconds(180)
    /// Whether there are faults at all.
    public var hasFaults = true
    /// Whether disks are wiped, too.
    public var wipes = true
    /// Whether the folder stays where nothing is broken.
    public var keepsFolder = false

    /// The usual ones.
    public init() {}
}
