import Testing
import ZeroMQ

@Suite struct `Z85 text` {
    static let specification: [UInt8] = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]

    @Test func `the example of the specification`() {
        #expect(Z85.encode(Self.specification) == "HelloWorld")
        #expect(Z85.decode("HelloWorld") == Self.specification)
    }

    @Test func `the ends of the range`() {
        #expect(Z85.encode([0, 0, 0, 0]) == "00000")
        #expect(Z85.encode([255, 255, 255, 255]) == "%nSc0")
        #expect(Z85.decode("%nSc0") == [255, 255, 255, 255])
        #expect(Z85.encode([]) == "")
        #expect(Z85.decode("") == [])
    }

    @Test func `every byte comes back`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Z85.encode(all).flatMap { Z85.decode($0) } == all)
    }

    @Test(arguments: [1, 2, 3, 5, 31])
    func `bytes that are no multiple of four have no text`(count: Int) {
        #expect(Z85.encode([UInt8](repeating: 0, count: count)) == nil)
    }

    @Test(arguments: [
        "H", "Hell", "HelloW", "%nSc1", "#####", "Hel o", "Hell\n", "Hell\0", "Hell\"", "Hell'", "Hell,", "Hell;",
        "Hell\\",
        "Hell_", "Hell`", "Hell|", "Hell~", "Hell\u{7F}", "Helé", "Hélé", "🙂0", "\u{1}\u{2}\u{3}\u{4}\u{5}",
    ])
    func `what is no such text has no bytes`(text: String) {
        #expect(Z85.decode(text) == nil)
    }
}

@Suite struct `Key pairs` {
    @Test func `the public key follows from the secret one`() throws {
        let pair = try CurveKeyPair()
        #expect(pair.publicKey.utf8.count == 40)
        #expect(CurveKeyPair.isKey(pair.publicKey))
        #expect(try CurveKeyPair(secretKey: pair.secretKey) == pair)
        #expect(try CurveKeyPair() != pair)
    }

    @Test func `the pair of the ZeroMQ manual`() throws {
        let pair = try CurveKeyPair(secretKey: "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs")
        #expect(pair.publicKey == "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID")
    }

    @Test(arguments: ["", "HelloWorld", String(repeating: "#", count: 40), String(repeating: "é", count: 20)])
    func `a text that is no key is refused and not repeated`(text: String) throws {
        let error = try #require(throws: ZeroMQError.self) { try CurveKeyPair(secretKey: text) }
        #expect(error.description == "zmq_curve_public(secret key): Invalid argument")
    }

    @Test func `printing a pair does not show the secret key`() throws {
        let pair = try CurveKeyPair()
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(pair)", String(reflecting: pair), dumped] {
            #expect(text.contains(pair.publicKey))
            #expect(!text.contains(pair.secretKey))
        }
    }
}
