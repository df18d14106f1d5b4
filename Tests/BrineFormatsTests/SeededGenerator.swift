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

    /// Any value that JSON can say: no bytes, no infinities, texts as keys, each once in its map.
    mutating func jsonValue(depth: Int = 0) -> Value {
        switch Int.random(in: 0...(depth < 5 ? 7 : 5), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .int(Int64(bitPattern: next()) >> Int64.random(in: 0...63, using: &self))
        case 3: Value(next() >> UInt64.random(in: 0...63, using: &self))
        case 4: .double(finiteDouble())
        case 5: .string(text())
        case 6: .array((0..<Int.random(in: 0...8, using: &self)).map { _ in jsonValue(depth: depth + 1) })
        default: .map(jsonMap(depth: depth))
        }
    }

    private mutating func jsonMap(depth: Int) -> ValueMap {
        var map: ValueMap = [:]
        for _ in 0..<Int.random(in: 0...8, using: &self) { map[text()] = jsonValue(depth: depth + 1) }
        return map
    }

    private mutating func finiteDouble() -> Double {
        let number = Double(bitPattern: next())
        return number.isFinite ? number : 0.5
    }

    private mutating func text() -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "Z", "0", "-", "ü", "盐", "🧂", "\u{0}", "\u{301}", "\"", "\\", "\n", "\r", "/", "\u{7f}", "\u{2028}",
            "\u{feff}", "\u{10ffff}", " ",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &self) {
            text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)])
        }
        return String(text)
    }
}
