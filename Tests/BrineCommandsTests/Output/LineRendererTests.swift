import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Line output` {
    @Test func `as txt labels each line with its minion`() {
        let renderer = ValueRenderer(format: .txt)

        #expect(renderer.render(["web2": true]) == "web2: True")
        #expect(renderer.render(["web2": "a\nb\n", "db1": ["x": 1]]) == "web2: a\nweb2: b\ndb1: {'x': 1}")
        #expect(renderer.render("alone") == "alone")
    }

    @Test func `as txt keeps a line for a minion with an empty answer`() {
        #expect(ValueRenderer(format: .txt).render(["web1": "", "web2": 1]) == "web1: \nweb2: 1")
    }

    @Test func `as values only has no keys`() {
        let renderer = ValueRenderer(format: .newlineValuesOnly)

        #expect(renderer.render(["web1": true, "web2": ["a": "x y", "b": [1, [nil]]]]) == "True\nx y\n1\nNone")
        #expect(renderer.render([:]).isEmpty)
    }

    @Test func `does not let an answer steer a terminal, and keeps its bytes for a program`() {
        let hostile: Value = ["web1": "a\u{1b}[2J\tb\nc\u{07}"]
        for format in [OutputFormat.txt, .newlineValuesOnly] {
            let label = format == .txt ? "web1: " : ""
            #expect(
                ValueRenderer(format: format, isForTerminal: true).render(hostile) == "\(label)a?[2J\tb\n\(label)c?"
            )
            #expect(ValueRenderer(format: format).render(hostile).contains("\u{1b}[2J"))
        }
    }

    @Test func `splits lines where Python does`() {
        #expect(
            "a\nb\rc\r\nd\u{0b}e\u{0c}f\u{1c}g\u{85}h\u{2028}i".printedLines == [
                "a", "b", "c", "d", "e", "f", "g", "h", "i",
            ]
        )
        #expect("".printedLines.isEmpty)
        #expect("\n".printedLines == [""])
        #expect("a\n\n".printedLines == ["a", ""])
        #expect("a\r\r\n\nb".printedLines == ["a", "", "", "b"])
        #expect("e\u{301}\n".printedLines == ["e\u{301}"])
    }
}
