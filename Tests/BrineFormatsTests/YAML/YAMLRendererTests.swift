import MessagePack
import Testing

@testable import BrineFormats

@Suite struct `YAML output` {
    private let renderer = YAMLRenderer()

    @Test func `sorts keys and puts lists as deep as their key`() {
        let value: Value = [
            "web1": [
                [
                    "pid": 4147, "jid": "20261122144213307642", "arg": [45], "ret": "", "tgt": "*",
                    "resource_targets": [],
                ]
            ]
        ]

        #expect(
            renderer.render(value) == """
                web1:
                - arg:
                  - 45
                  jid: '20261122144213307642'
                  pid: 4147
                  resource_targets: []
                  ret: ''
                  tgt: '*'

                """
        )
    }

    @Test(arguments: [
        "", "true", "Yes", "off", "null", "~", "1", "1.5", "0x1F", "0644", "1_000", "12:30", "2026-01-01",
        "20261122144213307642", ".inf", "=", "<<", "*", "&x", "!x", "- a", "a: b", "a #b", "#b", "[a", "{a", "? a", "-",
        " lead", "trail ", "@x", "%x", "`x", "|",
    ])
    func `puts texts in quotes that plain would be something else`(text: String) {
        #expect(renderer.render(["k": .string(text)]) == "k: '\(text)'\n")
    }

    @Test(arguments: ["hi", "out", "test.sleep", "it's", "a:b", "-x", "a#b", "truely", "é日本", "none", "1.2.3", "y"])
    func `leaves other texts plain`(text: String) {
        #expect(renderer.render(["k": .string(text)]) == "k: \(text)\n")
    }

    @Test func `writes numbers, booleans and nothing`() {
        #expect(
            renderer.render([true, nil, 1e16, 1.5, .double(.nan), .double(-.infinity), .uint(.max)]) == """
                - true
                - null
                - 1.0e+16
                - 1.5
                - .nan
                - -.inf
                - 18446744073709551615

                """
        )
        #expect(renderer.render(["web1": true]) == "web1: true\n")
    }

    @Test(arguments: [
        "a\nb", "a\n", "\na\n\n\nb\n", " a\n b", "a \nb", "a\r\nb", "tab\tx\n\ty", "'q'\n\"q\"", "\u{1b}[31m", "\u{00}",
        "\u{85}\u{2028}", "\u{7f}", "😀", "- a\n- b", "a: b\nc: d", "# x\ny", "---", "...", "word ", "\\n", "null\n",
        String(repeating: "word ", count: 60), String(repeating: "x", count: 300),
        "a  \n  b" + String(repeating: " y", count: 90),
    ])
    func `of any text reads back as the same text`(text: String) {
        let value: Value = [
            "k": .string(text), .string(text): [.string(text), [.string(text)]], "n": ["x": .string(text)],
        ]

        #expect(YAMLValue.read(renderer.render(value))?.withSortedKeys == value.withSortedKeys)
    }

    @Test func `of nested values reads back as the same value`() {
        let value: Value = [
            "a": [[], [[1, [2]], [:]], ["b": [["c": nil], true]]], "b": ["c": ["d": [1.5, -3]]], "true": "true",
            true: 1, 2: "2",
        ]

        #expect(YAMLValue.read(renderer.render(value))?.withSortedKeys == value.withSortedKeys)
    }
}

extension Value {
    /// The value with the entries of every map in order of their keys' literals, so that equal maps are equal values.
    fileprivate var withSortedKeys: Value {
        switch self {
        case .array(let elements): .array(elements.map(\.withSortedKeys))
        case .map(let map):
            .map(
                ValueMap(
                    map.entries.sorted { PythonLiteral.text(of: $0.key) < PythonLiteral.text(of: $1.key) }
                        .map { ($0.key, $0.value.withSortedKeys) }
                )
            )
        default: self
        }
    }
}
