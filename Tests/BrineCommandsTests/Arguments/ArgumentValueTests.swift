import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Argument values` {
    @Test(
        arguments: [
            ("0", 0), ("-7", -7), ("+5", 5), ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .uint(1 << 63)), ("-0", 0),
        ] as [(String, Value)]
    )
    func `of whole numbers are integers`(word: String, value: Value) {
        #expect(ArgumentValue.read(word) == value)
    }

    @Test(
        arguments: [
            ("1.5", 1.5), ("-0.25", -0.25), ("1.", 1.0), (".5", 0.5), ("1.5e+3", 1500.0), ("2.0E-1", 0.2),
            (".inf", .double(.infinity)), ("-.inf", .double(-.infinity)),
        ] as [(String, Value)]
    )
    func `with a point are numbers`(word: String, value: Value) {
        #expect(ArgumentValue.read(word) == value)
    }

    @Test(
        arguments: [
            ("true", true), ("False", false), ("yes", true), ("NO", false), ("on", true), ("Off", false), ("~", nil),
            ("Null", nil), ("None", nil),
        ] as [(String, Value)]
    )
    func `of YAML 1.1's words are booleans and nothing`(word: String, value: Value) {
        #expect(ArgumentValue.read(word) == value)
    }

    @Test(arguments: [
        "", " ", " 1", "1 ", "hi", "none", "tRUE", "y", "1_000", "0644", "00", "0x1F", "0o17", "0b1", "12:30",
        "2026-01-01", "20261122144213307642", "10000000000000000000", "99999999999999999999999", "1e5", "1.5e5", "01.5",
        "-.5", ".", "-", "+", "--", "-x", "1.2.3", "1.5e+", "١",
    ])
    func `of everything else are the word itself`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test(arguments: [
        "a: 1", "- a", "a #b", "#", "# x", "|", ">", "!", "!!str 1", "&a b", "*", "*a", "%x", "@x", "`x`", "? a",
        "a\nb",
        "---", "...", "<<", "=",
    ])
    func `of other YAML forms are texts`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test func `in flow form nest`() {
        let word = #"{"a":[1,{b: [yes, '2', "x\n"]}], c: , 5: None, "é": ~}"#
        let expected: Value = ["a": [1, ["b": [true, "2", "x\n"]]], "c": nil, 5: "None", "é": nil]

        #expect(ArgumentValue.read(word) == expected)
    }

    @Test func `in flow form may be empty or go over lines`() {
        #expect(ArgumentValue.read("[]") == [])
        #expect(ArgumentValue.read("{}") == [:])
        #expect(ArgumentValue.read("{\n  \"a\": 1\n}") == ["a": 1])
    }

    @Test func `in quotes are texts`() {
        #expect(ArgumentValue.read("'1'") == "1")
        #expect(ArgumentValue.read("''") == "")
        #expect(ArgumentValue.read("'it''s'") == "it's")
        #expect(ArgumentValue.read(#""a\tb # c""#) == "a\tb # c")
    }

    @Test(arguments: [
        "{a: ", "[1, 2", "{a: 1}}", "[1] x", "'a' b", "'a", "\"", "{a: 1, a: 2}", "{[1]: 2}", "[1]: 2", "'a': b",
        "{a: 1}: b", "[1]\n---\n[2]", "[\"\\ud83d\"]",
    ])
    func `that are no complete flow value stay as typed`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test(arguments: [
        "[&a 1]", "[&a [1], *a]", "{a: &x 1}", "{\"a\":&x 1}", "{[a]:&x 1}", "{? &x a: 1}", "[!!str 1]", "{!t a: 1}",
        "{:&x 1}", "[1, # c\n2]", "[1] # c", "[a:'b, &x [1], *x]",
    ])
    func `with anchors, tags or comments stay as typed`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test func `may hold the marks of anchors, tags and comments inside a word or in quotes`() {
        #expect(ArgumentValue.read("[a&b, c*d, e!f, g#h]") == ["a&b", "c*d", "e!f", "g#h"])
        #expect(ArgumentValue.read(##"['&a', "*b \" *c", '!d ''*e', "# f"]"##) == ["&a", "*b \" *c", "!d '*e", "# f"])
        #expect(ArgumentValue.read("[it's, [&]") == "[it's, [&]")
    }

    @Test func `nest up to a limit and stay as typed beyond it`() {
        let atLimit =
            String(repeating: "[", count: FlowSurvey.depthLimit) + String(repeating: "]", count: FlowSurvey.depthLimit)

        #expect(ArgumentValue.read(atLimit).arrayValue != nil)
        #expect(ArgumentValue.read("[\(atLimit)]") == .string("[\(atLimit)]"))
        let hostile = String(repeating: "[", count: 100_000)
        #expect(ArgumentValue.read(hostile) == .string(hostile))
    }
}
