import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Output choices` {
    @Test func `know each format by its name`() {
        #expect(
            OutputFormat.knownNames == [
                "nested", "json", "yaml", "txt", "raw", "pprint", "newline_values_only", "table",
                "quiet",
            ]
        )
        for name in OutputFormat.knownNames { #expect(OutputFormat(name: name)?.rawValue == name) }
        #expect(OutputFormat(name: "text") == .txt)
        #expect(OutputFormat(name: "highstate") == nil)
        #expect(OutputFormat(name: "JSON") == nil)
    }

    @Test func `are silent where nothing is to be shown`() {
        #expect(ValueRenderer(format: .quiet).render(["web1": ["a", 1]]).isEmpty)
    }

    @Test func `indent JSON and YAML, or put them on one line`() {
        func text(_ format: OutputFormat, _ indent: Int?) -> String {
            ValueRenderer(format: format, indent: indent).render(["b": ["d": [1, "x"]], "a": nil])
        }
        #expect(text(.json, nil) == text(.json, 4))
        #expect(text(.json, 1) == "{\n \"b\": {\n  \"d\": [\n   1,\n   \"x\"\n  ]\n },\n \"a\": null\n}")
        #expect(text(.json, 0).hasPrefix("{\n\"b\": {\n"))
        #expect(text(.json, -1) == #"{"b": {"d": [1, "x"]}, "a": null}"#)
        #expect(text(.yaml, nil) == "a: null\nb:\n  d:\n  - 1\n  - x")
        #expect(text(.yaml, 4) == "a: null\nb:\n    d:\n    - 1\n    - x")
        #expect(text(.yaml, -1) == "{a: null, b: {d: [1, x]}}")
    }

    @Test func `colour on a terminal unless told otherwise`() {
        let choice = ColorChoice(noColor: false, forceColor: false)

        #expect(choice.isColored(onTerminal: true))
        #expect(!choice.isColored(onTerminal: false))
        #expect(ColorChoice(noColor: false, forceColor: true).isColored(onTerminal: false))
        #expect(!ColorChoice(noColor: true, forceColor: false).isColored(onTerminal: true))
        #expect(ColorChoice(noColor: true, forceColor: true) == .never)
    }
}
