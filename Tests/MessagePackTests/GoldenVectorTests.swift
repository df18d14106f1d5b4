import MessagePack
import Testing

/// Values with their bytes as Python's msgpack 1.2 writes them (`packb(value, use_bin_type=True)`).
private let goldenVectors: [(value: Value, bytes: String)] = [
    (.null, "c0"),
    (true, "c3"),
    (false, "c2"),
    (0, "00"),
    (1, "01"),
    (127, "7f"),
    (128, "cc80"),
    (255, "ccff"),
    (256, "cd0100"),
    (65_535, "cdffff"),
    (65_536, "ce00010000"),
    (4_294_967_295, "ceffffffff"),
    (4_294_967_296, "cf0000000100000000"),
    (9_223_372_036_854_775_807, "cf7fffffffffffffff"),
    (-1, "ff"),
    (-32, "e0"),
    (-33, "d0df"),
    (-128, "d080"),
    (-129, "d1ff7f"),
    (-32_768, "d18000"),
    (-32_769, "d2ffff7fff"),
    (-2_147_483_648, "d280000000"),
    (-2_147_483_649, "d3ffffffff7fffffff"),
    (.int(.min), "d38000000000000000"),
    (.uint(9_223_372_036_854_775_808), "cf8000000000000000"),
    (.uint(.max), "cfffffffffffffffff"),
    (0.0, "cb0000000000000000"),
    (1.5, "cb3ff8000000000000"),
    (-0.1, "cbbfb999999999999a"),
    (1e300, "cb7e37e43c8800759c"),
    (.double(.infinity), "cb7ff0000000000000"),
    (.double(-.infinity), "cbfff0000000000000"),
    ("", "a0"),
    ("a", "a161"),
    ("minion", "a66d696e696f6e"),
    ("Ärger: 盐 🧂", "b0c384726765723a20e79b9020f09fa782"),
    (.string(String(repeating: "x", count: 31)), "bf78787878787878787878787878787878787878787878787878787878787878"),
    (
        .string(String(repeating: "x", count: 32)),
        "d9207878787878787878787878787878787878787878787878787878787878787878"
    ),
    (.binary([]), "c400"),
    (.binary([0x00]), "c40100"),
    (.binary([0xff, 0xfe]), "c402fffe"),
    ([], "90"),
    ([1, [2, [3]]], "920192029103"),
    ([nil, true, "a", -7, 0.5], "95c0c3a161f9cb3fe0000000000000"),
    ([:], "80"),
    (
        ["jid": "20240101120000123456", "retcode": 0],
        "82a36a6964b43230323430313031313230303030313233343536a7726574636f646500"
    ),
    ([1: "one", nil: [], ["a"]: [:]], "8301a36f6e65c09091a16180"),
    (.extended(type: 1, [UInt8](repeating: 0xab, count: 0)), "c70001"),
    (.extended(type: 2, [UInt8](repeating: 0xab, count: 1)), "d402ab"),
    (.extended(type: 3, [UInt8](repeating: 0xab, count: 2)), "d503abab"),
    (.extended(type: 4, [UInt8](repeating: 0xab, count: 3)), "c70304ababab"),
    (.extended(type: 5, [UInt8](repeating: 0xab, count: 4)), "d605abababab"),
    (.extended(type: 6, [UInt8](repeating: 0xab, count: 5)), "c70506ababababab"),
    (.extended(type: 9, [UInt8](repeating: 0xab, count: 8)), "d709abababababababab"),
    (.extended(type: 17, [UInt8](repeating: 0xab, count: 16)), "d811abababababababababababababababab"),
    (.extended(type: 18, [UInt8](repeating: 0xab, count: 17)), "c71112ababababababababababababababababab"),
    (.extended(type: -1, [0x65, 0x92, 0x00, 0x80]), "d6ff65920080"),
]

@Suite struct `Golden vectors` {
    @Test(arguments: goldenVectors.indices)
    func `values are written as Python's msgpack writes them`(index: Int) {
        #expect(goldenVectors[index].value.messagePack == hex(goldenVectors[index].bytes))
    }

    @Test(arguments: goldenVectors.indices)
    func `what Python's msgpack writes is read as the value`(index: Int) throws {
        #expect(try Value(messagePack: hex(goldenVectors[index].bytes)) == goldenVectors[index].value)
    }

    @Test func `a whole return is written and read as Python does`() throws {
        #expect(Sample.value.messagePack == Sample.bytes)
        #expect(try Value(messagePack: Sample.bytes) == Sample.value)
    }
}
