/// Random numbers that are the same for the same seed: Steele, Lea and Flood's SplitMix64 (2014).
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator that begins at a seed.
    ///
    /// - Parameters:
    ///   - seed: The seed.
    ///   - stream: Which of the seed's generators: what one is asked for changes nothing for another.
    init(seed: UInt64, stream: UInt64 = 0) {
        state = seed &+ stream &* 0xD134_2543_DE82_EF95
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something with this chance in a hundred happens.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    /// One of some things, each as likely as its weight says.
    mutating func pick<Thing>(_ weighted: KeyValuePairs<Thing, Int>) -> Thing {
        var rest = Int.random(in: 0..<weighted.reduce(0) { $0 + $1.value }, using: &self)
        var index = 0
        while rest >= weighted[index].value {
            rest -= weighted[index].value
            index += 1
        }
        return weighted[index].key
    }

    /// A duration between two numbers of milliseconds.
    mutating func pause(_ milliseconds: ClosedRange<Int>) -> Duration {
        .milliseconds(Int.random(in: milliseconds, using: &self))
    }
}
