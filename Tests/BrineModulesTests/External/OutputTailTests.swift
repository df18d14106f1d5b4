import Testing

@testable import BrineModules

@Suite struct `The end of a stream` {
    private func tail(_ pieces: [UInt8]...) -> String {
        var tail = OutputTail()
        for piece in pieces { piece.withUnsafeBytes { tail.append($0) } }
        return tail.text
    }

    @Test func `a short one is kept whole, without white space at its end`() {
        #expect(tail().isEmpty)
        #expect(tail(Array(" \n\t".utf8)).isEmpty)
        #expect(tail(Array(" a\n".utf8), Array("b \n\n".utf8)) == " a\nb")
        #expect(tail([0xFF, 0x41]) == "\u{FFFD}A")
    }

    @Test func `of a long one the last bytes are kept, in whatever pieces they came`() {
        let long = (0..<10_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        let expected = "…" + String(decoding: long.suffix(OutputTail.limit), as: UTF8.self)
        #expect(tail(long) == expected)
        #expect(tail(Array(long[..<5_000]), Array(long[5_000...])) == expected)
        #expect(tail(Array(long[..<9_999]), Array(long[9_999...])) == expected)
    }

    @Test func `a character that was cut in two is left out`() {
        let long = Array(String(repeating: "é", count: 3_000).utf8) + [0x41]
        #expect(tail(long) == "…" + String(repeating: "é", count: 2_047) + "A")
        #expect(tail([UInt8](repeating: 0x80, count: 5_000)).isEmpty)
    }
}

@Suite struct `A stream that goes on when its writer has ended` {
    @Test func `it is read for as much as a pipe can hold, however much came before`() {
        var tail = OutputTail()
        let piece = [UInt8](repeating: 0x41, count: OutputTail.lateLimit)
        for isLate in [false, false, true] {
            piece.withUnsafeBytes { tail.append($0, isLate: isLate) }
            #expect(!tail.isFull)
        }
        ([0x42] as [UInt8]).withUnsafeBytes { tail.append($0, isLate: true) }
        #expect(tail.isFull)
        #expect(tail.text.hasSuffix("AB"))
    }
}

@Suite struct `Quoted bytes` {
    @Test func `they are one line of printable characters`() {
        #expect(QuotedBytes.text([]) == "nothing")
        #expect(QuotedBytes.text(Array("a\"\\\n\r\t\u{0}\u{1b}\u{9b}é".utf8)) == #""a\"\\\n\r\t\u{0}\u{1b}\u{9b}é""#)
        #expect(QuotedBytes.text([0xFF]) == "\"\u{FFFD}\"")
    }

    @Test func `of many the first are quoted, and their number is told`() {
        let many = [UInt8](repeating: UInt8(ascii: "x"), count: 201)
        let cut = String(repeating: "x", count: 200)
        #expect(QuotedBytes.text(many) == "\"\(cut)…\" (201 bytes)")
        #expect(QuotedBytes.text(Array(many.dropLast())) == "\"\(cut)\"")
    }
}
