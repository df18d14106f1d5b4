import MessagePack
import Testing

@testable import BrineFormats

@Suite struct `Flow values` {
    @Test func `nest`() {
        let text = #"{"a":[1,{b: [yes, '2', "x\n"]}], c: , 5: None, "é": ~}"#
        let expected: Value = ["a": [1, ["b": [true, "2", "x\n"]]], "c": nil, 5: "None", "é": nil]

        #expect(YAMLValue.readFlow(text) == expected)
    }

    @Test func `may be empty or go over lines`() {
        #expect(YAMLValue.readFlow("[]") == [])
        #expect(YAMLValue.readFlow("{}") == [:])
        #expect(YAMLValue.readFlow("{\n  \"a\": 1\n}") == ["a": 1])
    }

    @Test func `in quotes are texts`() {
        #expect(YAMLValue.readFlow("'1'") == "1")
        #expect(YAMLValue.readFlow("''") == "")
        #expect(YAMLValue.readFlow("'it''s'") == "it's")
        #expect(YAMLValue.readFlow(#""a\tb # c""#) == "a\tb # c")
    }

    @Test(arguments: [
        "{a: ", "[1, 2", "{a: 1}}", "[1] x", "'a' b", "'a", "\"", "{a: 1, a: 2}", "{[1]: 2}", "[1]: 2", "'a': b",
        "{a: 1}: b", "[1]\n---\n[2]", "[\"\\ud83d\"]",
    ])
    func `that are not complete are none`(text: String) {
        #expect(YAMLValue.readFlow(text) == nil)
    }

    @Test(arguments: [
        "[&a 1]", "[&a [1], *a]", "{a: &x 1}", "{\"a\":&x 1}", "{[a]:&x 1}", "{? &x a: 1}", "[!!str 1]", "{!t a: 1}",
        "{:&x 1}", "[1, # c\n2]", "[1] # c", "[a:'b, &x [1], *x]",
    ])
    func `with anchors, tags or comments are none`(text: String) {
        #expect(YAMLValue.readFlow(text) == nil)
    }

    @Test func `may hold the marks of anchors, tags and comments inside a word or in quotes`() {
        #expect(YAMLValue.readFlow("[a&b, c*d, e!f, g#h]") == ["a&b", "c*d", "e!f", "g#h"])
        #expect(
            YAMLValue.readFlow(##"['&a', "*b \" *c", '!d ''*e', "# f"]"##) == ["&a", "*b \" *c", "!d '*e", "# f"]
        )
        #expect(YAMLValue.readFlow("[it's, [&]") == nil)
    }

    @Test func `nest up to a limit and are none beyond it`() {
        let atLimit =
            String(repeating: "[", count: FlowSurvey.depthLimit) + String(repeating: "]", count: FlowSurvey.depthLimit)

        #expect(YAMLValue.readFlow(atLimit)?.arrayValue != nil)
        #expect(YAMLValue.readFlow("[\(atLimit)]") == nil)
        #expect(YAMLValue.readFlow(String(repeating: "[", count: 100_000)) == nil)
    }
}
