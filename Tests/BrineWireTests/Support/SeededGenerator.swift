/// A source of random numbers that gives the same ones again for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A packet with one to four bytes changed, dropped, doubled, cut off or exchanged for the start of a list or map.
    mutating func mutated(_ packet: [UInt8]) -> [UInt8] {
        var bytes = packet
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0...9, using: &self) {
            case 0...2: bytes[index] = UInt8.random(in: 0...255, using: &self)
            case 3...4: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &self)
            case 5: bytes.remove(at: index)
            case 6: bytes.insert(bytes[index], at: index)
            case 7: bytes[index] = UInt8.random(in: 0x80...0xdf, using: &self)
            case 8: bytes.insert(contentsOf: bytes[index...].prefix(8), at: index)
            default: if Bool.random(using: &self) { bytes.removeLast(bytes.count - index) }
            }
        }
        return bytes
    }
}
