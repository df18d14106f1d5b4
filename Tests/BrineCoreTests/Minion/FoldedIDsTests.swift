import BrineCore
import Testing

@Suite struct `Folded ids` {
    private func folded(_ names: String...) throws -> FoldedIDs {
        FoldedIDs(try names.map { try #require(MinionID($0)) })
    }

    @Test func `ids that differ in a number become ranges`() throws {
        #expect(try folded("web3", "web1", "db1", "web2", "web7").description == "web[1-3,7],db1")
        #expect(try folded("web1").description == "web1")
        #expect(try folded("a", "b").description == "a,b")
        #expect(try folded("7", "8").description == "[7-8]")
        #expect(FoldedIDs([]).description.isEmpty)
    }

    @Test func `zeroes in front are kept`() throws {
        #expect(try folded("n08", "n09", "n10", "n11").description == "n[08-11]")
        #expect(try folded("n8", "n9", "n10", "n11").description == "n[8-11]")
        #expect(try folded("n1", "n01", "n2", "n02", "n001").description == "n[1-2,01-02,001]")
        #expect(try folded("n98", "n99", "n100").description == "n[98-100]")
        #expect(try folded("n0", "n00").description == "n[0,00]")
    }

    @Test func `ids that differ in several numbers become one piece where every pair is there`() throws {
        let racks = try (1...3)
            .flatMap { rack in
                try (1...12)
                    .map { node in
                        try #require(MinionID("rack\(rack)-node\(node < 10 ? "0" : "")\(node).example.org"))
                    }
            }
        #expect(FoldedIDs(racks).description == "rack[1-3]-node[01-12].example.org")
        #expect(
            FoldedIDs(racks.dropLast()).description
                == "rack[1-2]-node[01-12].example.org,rack3-node[01-11].example.org"
        )
        #expect(try folded("web1.dc1", "web2.dc1").description == "web[1-2].dc1")
    }

    @Test func `pieces that stand for most ids come first`() throws {
        #expect(try folded("a1", "c1", "c2", "b1", "b2").description == "b[1-2],c[1-2],a1")
    }

    @Test func `ids are in order, and each is counted once`() throws {
        let twice = try folded("b", "a", "b")
        #expect(twice.count == 2)
        #expect(twice.ids.map(\.description) == ["a", "b"])
    }

    @Test func `a number that no integer holds is text`() throws {
        let long = "20261122144346964916"
        #expect(try folded("a\(long)-1", "a\(long)-2").description == "a\(long)-[1-2]")
        #expect(
            try folded("n999999999999999999", "n999999999999999998").description
                == "n[999999999999999998-999999999999999999]"
        )
    }

    @Test func `numbers beyond the eighth are text`() throws {
        #expect(
            try folded("1.2.3.4.5.6.7.8.1", "1.2.3.4.5.6.7.8.2", "1.2.3.4.5.6.7.9.2").description
                == "1.2.3.4.5.6.7.[8-9].2,1.2.3.4.5.6.7.8.1"
        )
    }

    @Test(arguments: 0..<60) func `unfolding gives the same ids again`(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let ids = try Set(
            (0..<Int.random(in: 1...400, using: &generator))
                .map { _ in
                    try #require(MinionID(generator.name()))
                }
        )
        let folded = FoldedIDs(ids)
        let names = Unfolding.names(in: folded.description)
        #expect(names.count == ids.count, "\(folded)")
        #expect(Set(names) == Set(ids.map(\.description)), "\(folded)")
        #expect(FoldedIDs(ids.shuffled(using: &generator)) == folded)
    }

    @Test func `ten thousand ids in order are one piece`() throws {
        let ids = try (1...10_000).map { try #require(MinionID("minion\($0)")) }
        #expect(FoldedIDs(ids.shuffled()).description == "minion[1-10000]")
    }
}

/// Reads what ``FoldedIDs`` writes, by its documentation alone.
private enum Unfolding {
    static func names(in text: String) -> [String] {
        pieces(of: text).flatMap(names(of:))
    }

    /// The pieces between commas that stand in no brackets.
    private static func pieces(of text: String) -> [Substring] {
        var pieces: [Substring] = []
        var start = text.startIndex
        var isInBrackets = false
        for index in text.indices {
            switch text[index] {
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "," where !isInBrackets:
                pieces.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        return pieces + [text[start...]]
    }

    private static func names(of piece: Substring) -> [String] {
        guard let open = piece.firstIndex(of: "["), let close = piece.firstIndex(of: "]") else {
            return [String(piece)]
        }
        let tails = names(of: piece[piece.index(after: close)...])
        return numbers(in: piece[piece.index(after: open)..<close])
            .flatMap { number in
                tails.map { piece[..<open] + number + $0 }
            }
    }

    private static func numbers(in ranges: Substring) -> [String] {
        ranges.split(separator: ",")
            .flatMap { range -> [String] in
                let ends = range.split(separator: "-")
                guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]) else { return [String(range)] }
                return (first...last)
                    .map { number in
                        let digits = String(number)
                        return String(repeating: "0", count: max(0, ends[0].count - digits.count)) + digits
                    }
            }
    }
}

/// A source of random numbers that gives the same ones again for the same seed.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A name with up to four numbers, many of which come again and some of which have zeroes in front.
    mutating func name() -> String {
        let words = ["web", "db", "a.b-", "_", "x"]
        var name = words[Int.random(in: 0..<words.count, using: &self)]
        for _ in 0..<Int.random(in: 0...4, using: &self) {
            let digits = String(Int.random(in: 0...(Bool.random(using: &self) ? 4 : 120), using: &self))
            let zeroes = Int.random(in: 0...5, using: &self) == 0 ? Int.random(in: 1...2, using: &self) : 0
            name +=
                String(repeating: "0", count: zeroes) + digits + ["-", ".", "n"][Int.random(in: 0...2, using: &self)]
        }
        return name
    }
}
