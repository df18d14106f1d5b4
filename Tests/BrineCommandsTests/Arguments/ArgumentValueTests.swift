import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Argument values` {
    @Test(
        arguments: [
            ("0", 0), ("-7", -7), ("1.5", 1.5), ("yes", true), ("~", nil), ("None", nil), ("[]", []), ("{}", [:]),
            ("{\"a\":[1,{b: [yes, '2']}], 5: None}", ["a": [1, ["b": [true, "2"]]], 5: "None"]), ("'1'", "1"),
            ("\"a\\tb\"", "a\tb"),
        ] as [(String, Value)]
    )
    func `are scalars, flow values and texts in quotes`(word: String, value: Value) {
        #expect(ArgumentValue.read(word) == value)
    }

    @Test(arguments: [
        "", " ", " 1", "1 ", "hi", "none", "tRUE", "y", "1_000", "0644", "0x1F", "12:30", "2026-01-01",
        "20261122144213307642",
    ])
    func `of everything else are the word itself`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test(arguments: [
        "a: 1", "- a", "a #b", "#", "# x", "|", ">", "!", "!!str 1", "&a b", "*", "*a", "%x", "@x", "`x`", "? a",
        "a\nb", "---", "...", "<<", "=",
    ])
    func `of other YAML forms are texts`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }

    @Test(arguments: ["{a: ", "[1] x", "'a", "\"", "{a: 1, a: 2}", "[1]: 2", "[&a 1]", "[1, # c\n2]", "{!t a: 1}"])
    func `that are no complete plain flow value stay as typed`(word: String) {
        #expect(ArgumentValue.read(word) == .string(word))
    }
}
