import BrineFormats
import MessagePack
import Testing

@Suite struct `Python literals` {
    @Test func `nest`() {
        let value: Value = ["a": [1, nil, 1.5, []], "b": [:], "c": [true, .uint(.max), .double(.infinity)]]

        #expect(
            PythonLiteral.text(of: value)
                == "{'a': [1, None, 1.5, []], 'b': {}, 'c': [True, 18446744073709551615, inf]}"
        )
    }

    @Test func `have the quotes and escapes that Python chooses`() {
        let texts: Value = [
            "it's", "\"q\"", "it's \"both\"", "a\\\n\r\t", "\u{00}\u{1b}\u{7f}\u{85}", "é\u{a0}\u{200b}\u{e0001}",
        ]

        #expect(
            PythonLiteral.text(of: texts)
                == #"["it's", '"q"', 'it\'s "both"', 'a\\\n\r\t', '\x00\x1b\x7f\x85', 'é\xa0\u200b\U000e0001']"#
        )
    }

    @Test func `keep entries in order or sort them at every level`() {
        let value: Value = ["b": ["d": 1, "c": 2], "a": 3]

        #expect(PythonLiteral.text(of: value) == "{'b': {'d': 1, 'c': 2}, 'a': 3}")
        #expect(PythonLiteral.text(of: value, sorted: true) == "{'a': 3, 'b': {'c': 2, 'd': 1}}")
    }

    @Test func `are not written for texts and bytes as they stand alone`() {
        #expect(Value.string("it's").plainText == "it's")
        #expect(Value.binary([0x68, 0x69, 0xff]).plainText == "hi\u{fffd}")
        #expect(Value.extended(type: 5, [0x0a, 0xff]).plainText == "<extension type 5: 0aff>")
        #expect(Value.array(["it's"]).plainText == "[\"it's\"]")
    }
}
