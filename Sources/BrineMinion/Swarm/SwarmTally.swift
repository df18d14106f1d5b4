/// How a swarm stands, in numbers.
public struct SwarmTally: Sendable, Hashable {
    /// How many minions are connected.
    public var connected = 0
    /// How many jobs run.
    public var running = 0
    /// How often a minion has asked to be let in.
    public var questions = 0
    /// How often the master answered that it is busy.
    public var busy = 0
    /// How often a minion was welcomed.
    public var welcomes = 0
    /// How often a minion lost its connections.
    public var losses = 0
    /// How many commands minions have run.
    public var commands = 0
    /// How many of those a minion had run before: there should be none.
    public var repeats = 0
    /// How many returns the master has acknowledged.
    public var acknowledged = 0

    /// Nothing has happened.
    public init() {}

    /// Two together.
    public static func + (one: SwarmTally, other: SwarmTally) -> SwarmTally {
        var sum = one
        for number in [
            \.connected, \.running, \.questions, \.busy, \.welcomes, \.losses, \.commands, \.repeats, \.acknowledged,
        ] as [WritableKeyPath<SwarmTally, Int>] {
            sum[keyPath: number] += other[keyPath: number]
        }
        return sum
    }
}
