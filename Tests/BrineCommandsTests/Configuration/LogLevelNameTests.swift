import Testing

@testable import BrineCommands

@Suite
struct `Salt's log levels` {
    @Test
    func `each word is known in either case, and others are not`() {
        for level in LogLevelName.allCases { #expect(LogLevelName(level.rawValue.uppercased()) == level) }
        #expect(LogLevelName("warn") == nil)
        #expect(LogLevelName("") == nil)
    }

    @Test
    func `a later word never logs more than an earlier one`() {
        let thresholds = LogLevelName.allCases.dropLast().compactMap(\.threshold)
        #expect(thresholds.count == LogLevelName.allCases.count - 1)
        #expect(thresholds == thresholds.sorted())
        #expect(LogLevelName.quiet.threshold == nil)
    }
}
