import Testing

@testable import BrineCommands

@Suite struct `Output choices` {
    @Test func `know each format by its name`() {
        #expect(
            OutputFormat.knownNames == [
                "nested", "json", "yaml", "txt", "raw", "pprint", "newline_values_only", "table",
            ]
        )
        for name in OutputFormat.knownNames { #expect(OutputFormat(name: name)?.rawValue == name) }
        #expect(OutputFormat(name: "quiet") == nil)
        #expect(OutputFormat(name: "JSON") == nil)
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
