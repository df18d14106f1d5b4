import Testing

@testable import BrineModules

@Suite struct `An output in a return` {
    private func output(_ text: String, total: Int? = nil, kept: Int? = nil, path: String? = nil) -> CapturedOutput {
        let bytes = Array(text.utf8)
        return CapturedOutput(bytes: bytes, total: total ?? bytes.count, kept: kept ?? bytes.count, path: path)
    }

    @Test func `loses white space at its end, or keeps it`() {
        #expect(output(" a \n\t\r\u{0B}\u{0C}\n").text(trimsEnd: true) == " a")
        #expect(output(" a \n\n").text(trimsEnd: false) == " a \n\n")
        #expect(output(" \n").text(trimsEnd: true).isEmpty)
    }

    @Test func `has replacements for what is not UTF-8`() {
        let output = CapturedOutput(bytes: [0x61, 0xFF, 0x00, 0x62], total: 4, kept: 4)
        #expect(output.text(trimsEnd: true) == "a\u{FFFD}\0b")
    }

    @Test func `says where all of it is when there is more`() {
        let cut = "[output cut: these are the first 4 of 10 bytes"
        #expect(output("0123", total: 10, kept: 10).text(trimsEnd: true) == "0123\n\(cut)]")
        #expect(
            output("0123", total: 10, kept: 10, path: "/o/7.stdout").text(trimsEnd: true)
                == "0123\n\(cut); all of it is in /o/7.stdout]"
        )
        #expect(output("", total: 2, kept: 2).text(trimsEnd: true) == "[output cut: these are the first 0 of 2 bytes]")
    }

    @Test func `says what was not kept, and why`() {
        var cut = output("0123", total: 10, kept: 8, path: "/o/7.stdout")
        cut.failure = "No space left on device"
        #expect(
            cut.text(trimsEnd: true) == "0123\n[output cut: these are the first 4 of 10 bytes; "
                + "the first 8 are in /o/7.stdout; the rest was not kept: No space left on device]"
        )
    }
}
