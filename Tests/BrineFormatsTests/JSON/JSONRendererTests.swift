import BrineFormats
import MessagePack
import Testing

@Suite struct `JSON output` {
    @Test func `goes in four spaces and keeps the order of entries`() {
        let value: Value = [
            "web1": ["pid": 10355, "arg": [100], "ret": "", "resource_targets": [], "more": [:], "ok": false]
        ]

        #expect(
            JSONRenderer(indent: 4).render(value) == """
                {
                    "web1": {
                        "pid": 10355,
                        "arg": [
                            100
                        ],
                        "ret": "",
                        "resource_targets": [],
                        "more": {},
                        "ok": false
                    }
                }
                """
        )
    }

    @Test func `is one line without an indent`() {
        let value: Value = ["a": [1, nil], "b": ["c": true]]

        #expect(JSONRenderer(indent: nil).render(value) == #"{"a": [1, null], "b": {"c": true}}"#)
        #expect(JSONRenderer(indent: 0).render(["a": 1]) == "{\n\"a\": 1\n}")
    }

    @Test func `escapes what JSON must and nothing else`() {
        #expect(
            oneLine("\"\\\n\r\t\u{08}\u{0c}\u{00}\u{1f}\u{7f}é😀/") == #""\"\\\n\r\t\b\f\u0000\u001f"# + "\u{7f}é😀/\""
        )
        #expect(oneLine("a\r\n") == #""a\r\n""#)
    }

    @Test func `makes texts of keys that are none`() {
        #expect(
            oneLine([1: 1, true: 2, nil: 3, 1.5: 4, [1, "a"]: 5])
                == #"{"1": 1, "true": 2, "null": 3, "1.5": 4, "[1, 'a']": 5}"#
        )
    }

    @Test func `writes numbers as Python does`() {
        #expect(
            oneLine([1.0, 1e15, 1e16, 1.2e16, -1.75e16, 1e22, 0.0001, 0.00001, -0.0])
                == "[1.0, 1000000000000000.0, 1e+16, 1.2e+16, -1.75e+16, 1e+22, 0.0001, 1e-05, -0.0]"
        )
        #expect(oneLine([.double(.nan), .double(.infinity), .double(-.infinity)]) == "[NaN, Infinity, -Infinity]")
        #expect(oneLine([.int(.min), .uint(.max)]) == "[-9223372036854775808, 18446744073709551615]")
    }

    private func oneLine(_ value: Value) -> String {
        JSONRenderer(indent: nil).render(value)
    }
}
