import Testing

@testable import BrineCommands

@Suite
struct `A configuration file's YAML` {
    @Test(arguments: [
        ("a: 1\nb: c: d\n", "f:2:5: broken YAML: mapping values are not allowed in this context"),
        (
            "a: 1\n\tb: 2\n",
            "f:2:1: broken YAML: while scanning a plain scalar (from line 1): "
                + "found a tab character that violates indentation"
        ),
        (
            "a: [1, 2\nb: 3\n",
            "f:2:2: broken YAML: while parsing a flow sequence (from line 1): did not find expected "
                + "',' or ']'"
        ),
        ("a: 'b\n", "f:2:1: broken YAML: while scanning a quoted scalar (from line 1): found unexpected end of stream"),
        ("a: *b\n", "f:1:4: broken YAML: found undefined alias"),
        (
            "a: 1\n---\nb: 2\n",
            "f:2:1: broken YAML: expected a single document in the stream (from line 1): but found "
                + "another document"
        ),
        ("a: 1\nb: \u{1}\n", "f:2:4: broken YAML: control characters are not allowed"),
    ])
    func `broken YAML is told with line, column and reason`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test(arguments: [
        ("publish_port\n", "f:1: expected settings, each as `name: value`, found \"publish_port\""),
        ("\n- a\n- b\n", "f:2: expected settings, each as `name: value`, found a list"),
        ("17\n", "f:1: expected settings, each as `name: value`, found 17"),
        ("a: 1\n? [b]\n: 2\n", "f:2: expected a setting's name, found a list"),
    ])
    func `what is no map of names is told`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "f:3: a: expected once in a file, found in lines 1, 3"),
        ("a: 1\r\nb: 2\r\n\"a\": 3\r\na: 4\r\n", "f:4: a: expected once in a file, found in lines 1, 3, 4"),
        ("# \u{FC}\n{a: 1, b: \u{E4}\u{F6}, a: 3}\n", "f:2: a: expected once in a file, found in lines 2, 2"),
        ("a: |\n  a: 1\n  a: 2\n'a': x\n", "f:4: a: expected once in a file, found in lines 1, 4"),
    ])
    func `a key given twice is told with all its lines`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test
    func `two keys given twice are both told, and the other settings are read`() {
        let document = ConfigurationDocument(text: "b: 1\na: 2\nb: 3\na: 4\nc: 5\n", file: "f")
        #expect(
            document.problems.map(\.description) == [
                "f:3: b: expected once in a file, found in lines 1, 3",
                "f:4: a: expected once in a file, found in lines 2, 4",
            ]
        )
        #expect(document.entries.map(\.key) == ["b", "a", "b", "a", "c"])
    }

    @Test
    func `the same name in two maps is no repetition`() {
        #expect(problems("a: {x: 1}\nb: {x: 1}\nx: 1\n") == [])
    }

    @Test
    func `keys with private characters are left alone`() {
        let document = ConfigurationDocument(text: "\u{E000}0\u{E000}a: 1\na: 2\na: 3\n", file: "f")
        #expect(document.entries.map(\.key) == ["\u{E000}0\u{E000}a", "a", "a"])
        #expect(document.problems.count == 1)
    }

    @Test
    func `a file of nothing but one key is refused and does not hang`() {
        let lines = problems(String(repeating: "a: 1\n", count: 2000))
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix("expected each key once in a file, found twice: a") == true)
    }

    @Test
    func `deep nesting is refused by the parser`() {
        #expect(problems("a: " + String(repeating: "[", count: 100_000)).count == 1)
        #expect(problems("a:\n" + String(repeating: "- ", count: 100_000) + "b\n").count == 1)
    }
}

private func problems(_ text: String) -> [String] {
    ConfigurationDocument(text: text, file: "f").problems.map(\.description)
}
