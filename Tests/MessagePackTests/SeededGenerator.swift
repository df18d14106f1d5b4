import MessagePack

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

    mutating func bytes(upTo limit: Int) -> [UInt8] {
        let count = Int.random(in: 0...limit, using: &self)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Bytes of which about half begin a list, a map or another value with something to follow, with small lengths.
    mutating func plausibleBytes(upTo limit: Int) -> [UInt8] {
        bytes(upTo: limit)
            .map { byte in
                switch UInt8.random(in: 0...9, using: &self) {
                case 0...1: 0x80 | (byte & 0x03)
                case 2...3: 0x90 | (byte & 0x03)
                case 4: 0xa0 | (byte & 0x07)
                case 5: 0xc0 | (byte & 0x1f)
                case 6: byte & 0x03
                default: byte
                }
            }
    }

    /// Any value that is equal to itself: no NaN.
    mutating func value(depth: Int = 0) -> Value {
        switch Int.random(in: 0...(depth < 5 ? 9 : 7), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .int(Int64(bitPattern: next()) >> Int64.random(in: 0...63, using: &self))
        case 3: Value(next() >> UInt64.random(in: 0...63, using: &self))
        case 4: .double(Double(sign: .minus, exponent: Int.random(in: -1000...1000, using: &self), significand: 1.7))
        case 5: .string(text())
        case 6: .binary(bytes(upTo: 300))
        case 7: .extended(type: Int8.random(in: .min ... .max, using: &self), bytes(upTo: 20))
        case 8: .array((0..<Int.random(in: 0...20, using: &self)).map { _ in value(depth: depth + 1) })
        default:
            .map(
                ValueMap(
                    (0..<Int.random(in: 0...20, using: &self))
                        .map { _ in
                            (value(depth: depth + 4), value(depth: depth + 1))
                        }
                )
            )
        }
    }

    private mutating func text() -> String {
        let alphabet: [Character] = ["a", "Z", "0", "-", "ü", "盐", "🧂", "\u{0}", "e\u{301}"]
        let count = Int.random(in: 0...40, using: &self)
        return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] })
    }
}
