/// Many interleavings, one seed after the other.
struct Survey: Sendable {
    /// How many there were.
    private(set) var count = 0
    private(set) var coverage = Coverage()
    /// The first seed whose interleaving broke a promise.
    private(set) var broken: UInt64?

    /// Runs the interleavings of some seeds, up to the first that breaks a promise.
    init(_ seeds: some Sequence<UInt64>, brokenRule: BrokenRule? = nil) {
        for seed in seeds {
            let interleaving = Interleaving(seed: seed, brokenRule: brokenRule)
            count += 1
            coverage.add(interleaving.coverage)
            guard interleaving.violation == nil else {
                broken = seed
                return
            }
        }
    }

    /// Takes in what others ran.
    mutating func add(_ other: Survey) {
        count += other.count
        coverage.add(other.coverage)
        broken = [broken, other.broken].compactMap(\.self).min()
    }
}
