import BrineFormats
import MessagePack
import Testing

@Suite struct `JSON input` {
    @Test(
        arguments: [
            ("null", nil), ("true", true), ("false", false), ("0", 0), ("-7", -7), (#""""#, ""), ("[]", []),
            ("{}", [:]),
            (" \t\r\n1 \t\r\n", 1), ("[ ]", []), ("{ }", [:]), ("[1,\"a\" , null]", [1, "a", nil]),
        ] as [(String, Value)]
    )
    func `is any value with white space around it`(text: String, value: Value) throws {
        #expect(try read(text) == value)
    }

    @Test func `nests and keeps the order of keys`() throws {
        let value = try read(#"{"z": {"b": [1, {"y": [], "x": {}}], "a": null}, "a": [[true]], "m": ""}"#)

        #expect(value == ["z": ["b": [1, ["y": [], "x": [:]]], "a": nil], "a": [[true]], "m": ""])
    }

    @Test func `counts the last value of a key that stands twice`() throws {
        #expect(try read(#"{"a": 1, "b": 2, "\u0061": 3}"#) == ["a": 3, "b": 2])
    }

    @Test(
        arguments: [
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .uint(1 << 63)), ("18446744073709551615", .uint(.max)),
            ("18446744073709551616", 18_446_744_073_709_551_616.0),
            ("-9223372036854775809", -9_223_372_036_854_775_809.0),
            ("-0", 0), ("-0.0", -0.0), ("1.0", 1.0), ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5), ("0.1", 0.1),
            ("0e0", 0.0), ("1e-999", 0.0), ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
            ("5e-324", .double(.leastNonzeroMagnitude)),
        ] as [(String, Value)]
    )
    func `has exact integers of 64 bits and the nearest doubles`(text: String, value: Value) throws {
        #expect(try read(text) == value)
    }

    @Test func `keeps the sign of zero`() throws {
        #expect(try read("-0.0").doubleValue?.sign == .minus)
    }

    @Test func `has texts with escapes and without`() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t""#) == "\"\\/\u{08}\u{0c}\n\r\t")
        #expect(try read(#""a\u00e9\u0000\uD83D\ude00b""#) == "aé\u{00}😀b")
        #expect(try read("\"é日本😀\u{7f}\u{2028}\"") == "é日本😀\u{7f}\u{2028}")
        #expect(try read(#""\uffff""#).stringValue?.unicodeScalars.map(\.value) == [0xffff])
    }

    @Test(
        arguments: [
            ("", 1, 1, "a value", "the end"), (" \n ", 2, 2, "a value", "the end"), ("nul", 1, 1, "a value", "'nul'"),
            ("nulls", 1, 1, "a value", "'nulls'"), ("True", 1, 1, "a value", "'True'"),
            ("NaN", 1, 1, "a value", "'NaN'"),
            ("[Infinity]", 1, 2, "a value", "'Infinity'"), ("-Infinity", 1, 2, "a digit", "'Infinity'"),
            ("'a'", 1, 1, "a value", "a single quote"), ("[1,]", 1, 4, "a value", "']'"),
            ("[1 2]", 1, 4, "',' or ']'", "'2'"), ("[1", 1, 3, "',' or ']'", "the end"), ("]", 1, 1, "a value", "']'"),
            ("{a: 1}", 1, 2, "a key in double quotes or '}'", "'a'"),
            ("{1: 1}", 1, 2, "a key in double quotes or '}'", "'1'"),
            ("{\"a\": 1,}", 1, 9, "a key in double quotes", "'}'"), ("{\"a\" 1}", 1, 6, "':'", "'1'"),
            ("{\"a\": 1;", 1, 8, "',' or '}'", "';'"), ("{\"a\":}", 1, 6, "a value", "'}'"),
            ("1 2", 1, 3, "the end", "'2'"), ("{}\n{}", 2, 1, "the end", "'{'"), ("[1] // c", 1, 5, "the end", "'/'"),
            ("/**/1", 1, 1, "a value", "'/'"), ("é", 1, 1, "a value", "the character U+00E9"),
            ("\u{feff}1", 1, 1, "a value", "the character U+FEFF"),
            ("1\u{a0}", 1, 2, "the end", "the character U+00A0"),
            ("[1\u{0b}]", 1, 3, "',' or ']'", "the character U+000B"),
            ("[1\u{00}]", 1, 3, "',' or ']'", "the character U+0000"),
            ("01", 1, 2, "no digit after a leading 0", "'1'"), ("-00", 1, 3, "no digit after a leading 0", "'0'"),
            ("-", 1, 2, "a digit", "the end"), ("1.", 1, 3, "a digit", "the end"), (".5", 1, 1, "a value", "'.'"),
            ("+1", 1, 1, "a value", "'+'"), ("1e", 1, 3, "a digit", "the end"), ("1e+", 1, 4, "a digit", "the end"),
            ("0x1F", 1, 2, "the end", "'x'"), ("1_000", 1, 2, "the end", "'_'"),
            ("[1, 1e999]", 1, 5, "a number that a double can hold", "a larger one"),
            ("\"a", 1, 3, "the closing quote of a text", "the end"),
            ("\"é\n\"", 1, 3, "a character of a text or an escape", "a line end"),
            ("[\"\t\"]", 1, 3, "a character of a text or an escape", "the character U+0009"),
            (#""\x41""#, 1, 3, #"one of " \ / b f n r t u after a backslash"#, "'x'"),
            ("\"\\", 1, 3, #"one of " \ / b f n r t u after a backslash"#, "the end"),
            (#""\u12g4""#, 1, 6, #"four hexadecimal digits after \u"#, "'g'"),
            (#""\u+123""#, 1, 4, #"four hexadecimal digits after \u"#, "'+'"),
            ("\"\\u１２３４\"", 1, 4, #"four hexadecimal digits after \u"#, "the character U+FF11"),
            (#""é\udc00""#, 1, 3, "the first half of a surrogate pair before the second", #"\udc00"#),
            (#""\ud83d""#, 1, 8, "the second half of a surrogate pair", "'\"'"),
            (#""\ud83d\u0041""#, 1, 8, "the second half of a surrogate pair", #"\u0041"#),
            (#""\ud83d\n""#, 1, 8, "the second half of a surrogate pair", #"'\'"#),
        ] as [(String, Int, Int, String, String)]
    )
    func `that is wrong is refused with the place, what was expected and what was found`(
        text: String,
        line: Int,
        column: Int,
        expected: String,
        found: String
    ) throws {
        let error = try #require(throws: JSONError.self) { try read(text) }

        #expect((error.line, error.column) == (line, column))
        #expect((error.expected, error.found) == (expected, found))
    }

    @Test func `that is wrong is told in one sentence`() throws {
        let error = try #require(throws: JSONError.self) { try read("{\n  \"é\": tru\n}") }

        #expect(error.description == "JSON, line 2, column 8: expected a value, found 'tru'")
    }

    private func read(_ text: String) throws(JSONError) -> Value {
        try JSONReader.read(Array(text.utf8))
    }
}
