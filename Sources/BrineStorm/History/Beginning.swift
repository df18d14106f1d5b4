/// With what a storm began.
struct Beginning: Sendable, Hashable {
    /// What its choices were drawn from.
    let seed: UInt64
    /// The ids of its minions.
    let minions: [String]
    /// The master's `delivery_window`.
    let window: Duration
    /// What is added to a moment of the storm's clock for one of the clock that jids are made of.
    let offset: Duration
}
