import BrineFormats
import MessagePack
import Testing

@Suite struct `Plain scalars` {
    @Test(
        arguments: [
            ("0", 0), ("-7", -7), ("+5", 5), ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .uint(1 << 63)), ("-0", 0),
        ] as [(String, Value)]
    )
    func `of whole numbers are integers`(text: String, value: Value) {
        #expect(PlainScalar.read(text) == value)
    }

    @Test(
        arguments: [
            ("1.5", 1.5), ("-0.25", -0.25), ("1.", 1.0), (".5", 0.5), ("1.5e+3", 1500.0), ("2.0E-1", 0.2),
            (".inf", .double(.infinity)), ("-.inf", .double(-.infinity)),
        ] as [(String, Value)]
    )
    func `with a point are numbers`(text: String, value: Value) {
        #expect(PlainScalar.read(text) == value)
    }

    @Test(
        arguments: [
            ("true", true), ("False", false), ("yes", true), ("NO", false), ("on", true), ("Off", false), ("~", nil),
            ("Null", nil),
        ] as [(String, Value)]
    )
    func `of YAML 1.1's words are booleans and nothing`(text: String, value: Value) {
        #expect(PlainScalar.read(text) == value)
    }

    @Test(arguments: [
        "", " ", " 1", "1 ", "hi", "None", "none", "tRUE", "y", "1_000", "0644", "00", "0x1F", "0o17", "0b1", "12:30",
        "2026-01-01", "20261122144213307642", "10000000000000000000", "99999999999999999999999", "1e5", "1.5e5", "01.5",
        "-.5", ".", "-", "+", "--", "-x", "1.2.3", "1.5e+", "١",
    ])
    func `of everything else are texts`(text: String) {
        #expect(PlainScalar.read(text) == .string(text))
    }
}
