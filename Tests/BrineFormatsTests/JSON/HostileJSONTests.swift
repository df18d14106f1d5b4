import BrineFormats
import MessagePack
import Testing

@Suite struct `Hostile JSON` {
    private static let sample = Array(
        #"{"a": [1, -2.5e-3, "é\n\ud83d\ude00", {}], "b": {"c": [null, true, false]}}"#.utf8
    )

    @Test(arguments: [("[", "]"), (#"{"":"#, "}")])
    func `nests as deep as the limit and no deeper`(opening: String, closing: String) throws {
        #expect(try read(nested(128, opening, closing)).kindName == (opening == "[" ? "a list" : "a map"))
        let error = try #require(throws: JSONError.self) { try read(nested(129, opening, closing)) }
        #expect(error.expected == "at most 128 lists and maps inside one another")
        #expect(error.column == 128 * opening.count + 1)
    }

    @Test func `that opens a million lists fails at the limit`() throws {
        let error = try #require(throws: JSONError.self) { try read(String(repeating: "[", count: 1_000_000)) }

        #expect(error.column == 129)
    }

    @Test func `holds as many values as the limit and no more`() throws {
        let limits = DecodingLimits(maximumDepth: 2, maximumValueCount: 4)

        #expect(try JSONReader.read(Array("[1, 2, 3]".utf8), limits: limits) == [1, 2, 3])
        #expect(try JSONReader.read(Array(#"[{"a": 2}]"#.utf8), limits: limits) == [["a": 2]])
        #expect(throws: JSONError.self) { try JSONReader.read(Array("[1, 2, 3, 4]".utf8), limits: limits) }
        let error = try #require(throws: JSONError.self) {
            try JSONReader.read(Array(#"[{"a": 2, "a": 3}]"#.utf8), limits: limits)
        }
        #expect(error.expected == "at most 4 values")
    }

    @Test func `has numbers of a thousand characters at most`() throws {
        #expect(try read("0." + String(repeating: "1", count: 998)).doubleValue == 0.1111111111111111)
        let error = try #require(throws: JSONError.self) { try read(String(repeating: "1", count: 1_000_000)) }
        #expect(error.expected == "a number of at most 1000 characters")
    }

    @Test func `with a hundred thousand keys, all or none of them the same, is read`() throws {
        let different = (0..<100_000).map { #""\#($0)":\#($0)"# }.joined(separator: ",")
        let same = (0..<100_000).map { #""k":\#($0)"# }.joined(separator: ",")

        #expect(try read("{\(different)}").mapValue?.count == 100_000)
        #expect(try read("{\(same)}") == ["k": 99_999])
    }

    @Test(
        arguments: [
            ([0x22, 0xff, 0x22], 2, "0xff"), ([0x22, 0xc3, 0xa9, 0xc3, 0x22], 3, "0xc3"),
            ([0x22, 0xc0, 0x80, 0x22], 2, "0xc0"),
            ([0x22, 0xed, 0xa0, 0xbd, 0x22], 2, "0xed"), ([0x31, 0x80], 2, "0x80"),
            ([0xfe, 0xff, 0x00, 0x31], 1, "0xfe"),
        ] as [([UInt8], Int, String)]
    )
    func `that is no UTF-8 is refused at its first byte that is none`(bytes: [UInt8], column: Int, found: String) throws
    {
        let error = try #require(throws: JSONError.self) { try JSONReader.read(bytes) }

        #expect(error.expected == "UTF-8")
        #expect((error.column, error.found) == (column, "the byte \(found)"))
    }

    @Test func `cut at any byte is refused`() {
        for count in 0..<Self.sample.count {
            #expect(throws: JSONError.self, "cut at \(count)") {
                try JSONReader.read(Array(Self.sample.prefix(count)))
            }
        }
        #expect(throws: Never.self) { try JSONReader.read(Self.sample) }
    }

    @Test(arguments: [1, UInt64.random(in: .min ... .max)])
    func `of random bytes is read or refused with a place in it`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array(#"[]{}:,"\/ue19.-+ tfn0aé"#.utf8) + [0x0a, 0xff]
        for round in 0..<20_000 {
            let count = Int.random(in: 0...24, using: &generator)
            let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            examine(bytes, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [2, UInt64.random(in: .min ... .max)])
    func `of a sample with bytes changed, dropped and doubled is read or refused`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<5_000 {
            var bytes = Self.sample
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                case 2: bytes.remove(at: index)
                default: bytes.insert(bytes[index], at: index)
                }
            }
            examine(bytes, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [3, UInt64.random(in: .min ... .max)])
    func `that the renderer has written comes back as the same value`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<1_000 {
            let value = generator.jsonValue()
            for indent in [nil, 0, 4] {
                let text = JSONRenderer(indent: indent).render(value)
                #expect(try read(text) == value, "seed \(seed), round \(round)")
            }
        }
    }

    /// Checks what must hold whatever the bytes are.
    private func examine(_ bytes: [UInt8], _ note: @autoclosure () -> String) {
        do throws(JSONError) {
            let value = try JSONReader.read(bytes)
            let text = JSONRenderer(indent: nil).render(value)
            #expect((try? read(text)) == value, "\(note())")
        } catch {
            #expect((1...bytes.count + 1).contains(error.column), "\(note())")
            #expect((1...bytes.count + 1).contains(error.line), "\(note())")
        }
    }

    private func nested(_ count: Int, _ opening: String, _ closing: String) -> String {
        String(repeating: opening, count: count) + (opening == "[" ? "" : "1")
            + String(repeating: closing, count: count)
    }

    private func read(_ text: String) throws(JSONError) -> Value {
        try JSONReader.read(Array(text.utf8))
    }
}
