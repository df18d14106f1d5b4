internal import BrineTesting

/// What a storm draws.
extension SeededGenerator {
    /// A generator that begins at a seed.
    ///
    /// - Parameters:
    ///   - seed: The seed.
    ///   - stream: Which of the seed's generators: what one is asked for changes nothing for another.
    init(seed: UInt64, stream: UInt64) {
        self.init(seed: seed &+ stream &* 0xD134_2543_DE82_EF95)
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
