import MessagePack
import Testing

@testable import BrineFormats

@Suite struct `YAML maps` {
    @Test func `have names, values and their order`() throws {
        let text = """
            # what this machine is for
            roles:
            - web
            - db   # for now
            zone: {name: b, rack: 7}
            empty:
            "quoted": 'no'
            plain: no
            day: 2026-01-01
            ratio: 1.5
            tagged: !!str 5
            lines: |
              a
              b
            """

        #expect(
            try YAMLMap.read(text) == [
                "roles": ["web", "db"], "zone": ["name": "b", "rack": 7], "empty": nil, "quoted": "no", "plain": false,
                "day": "2026-01-01", "ratio": 1.5, "tagged": "5", "lines": "a\nb",
            ]
        )
    }

    @Test func `have texts as names at every level`() throws {
        #expect(try YAMLMap.read("no: {7: a, ~: b}\n1.5: c") == ["no": ["7": "a", "~": "b"], "1.5": "c"])
    }

    @Test(arguments: ["", "\n", "# nothing", "---\n", "~", "{}"])
    func `may be empty`(text: String) throws {
        #expect(try YAMLMap.read(text) == [:])
    }

    @Test func `have copies of what aliases name`() throws {
        #expect(try YAMLMap.read("a: &x [1, {b: 2}]\nc: *x") == ["a": [1, ["b": 2]], "c": [1, ["b": 2]]])
    }

    @Test(arguments: [
        ("a: 1\nb: c: d\n", "2:5: broken YAML: mapping values are not allowed in this context"),
        ("a: *b\n", "1:4: broken YAML: found undefined alias"),
        ("a: 1\nb: \u{1}\n", "2:4: broken YAML: control characters are not allowed"),
        ("- a\n- b", "1:1: expected names with values, as in `name: value`, found a list"),
        ("just a text", "1:1: expected names with values, as in `name: value`, found a text"),
        ("a: 1\n[b]: 2", "2:1: expected a name, found a list or a map as one"),
        ("a: 1\nb: 2\na: 3", "1:1: expected each key once in a file, found twice: a"),
    ])
    func `that cannot be read are refused with line, column and reason`(text: String, reason: String) throws {
        let error = try #require(throws: YAMLError.self) { try YAMLMap.read(text) }

        #expect(error.description == reason)
    }

    @Test func `nest up to the limit`() throws {
        let limits = DecodingLimits(maximumDepth: 3, maximumValueCount: 100)

        #expect(try YAMLMap.read("a: {b: [1]}", limits: limits) == ["a": ["b": [1]]])
        let error = try #require(throws: YAMLError.self) { try YAMLMap.read("a: {b: [[1]]}", limits: limits) }
        #expect(error.description == "1:9: expected at most 3 lists and maps inside one another, found more")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `of hostile depth are refused`(opening: String) {
        #expect(throws: YAMLError.self) { try YAMLMap.read("a:\n  " + String(repeating: opening, count: 999)) }
        #expect(throws: YAMLError.self) { try YAMLMap.read("a:\n  " + String(repeating: opening, count: 100_000)) }
    }

    @Test func `that are as deep as the parser goes are refused`() {
        let count = 990
        let text = "a: " + String(repeating: "[", count: count) + String(repeating: "]", count: count)

        #expect(throws: YAMLError.self) { try YAMLMap.read(text) }
    }

    @Test func `hold as many values as the limit, with those that aliases stand for`() throws {
        let limits = DecodingLimits(maximumDepth: 32, maximumValueCount: 4)

        #expect(try YAMLMap.read("{a: 1, b: 2, c: 3}", limits: limits).count == 3)
        #expect(throws: YAMLError.self) { try YAMLMap.read("{a: 1, b: 2, c: 3, d: 4}", limits: limits) }
        let laughs =
            "a0: &a0 [1, 1]\n"
            + (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        let error = try #require(throws: YAMLError.self) { try YAMLMap.read(laughs) }
        #expect(error.text == "expected at most 10000 values, found more")
    }
}
