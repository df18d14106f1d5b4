/// A small random number generator with a seed, for jitter: the same seed gives the same minion.
///
/// The algorithm is Steele, Lea and Flood's SplitMix64 (2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator that begins at a seed.
    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A duration somewhere between half of one and the whole of it.
    mutating func jittered(_ duration: Duration) -> Duration {
        duration * Double.random(in: 0.5...1, using: &self)
    }
}
