extension JSONParser {
    /// The letters that stand next, as many as the longest word that anybody mistakes for JSON has.
    var nextWord: String {
        String(decoding: bytes[offset...].prefix(16).prefix(while: Self.isLetter), as: UTF8.self)
    }

    /// What stands next, in words.
    var foundText: String {
        guard let byte = nextByte else { return "the end" }
        let word = nextWord
        guard word.isEmpty else { return "'\(word)'" }
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "a line end"
        case UInt8(ascii: "'"): return "a single quote"
        case 0x21...0x7e: return "'\(Unicode.Scalar(byte))'"
        default:
            // Not the character itself: it may be one that nobody sees.
            let text = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
            return "the character U+\((text.unicodeScalars.first ?? "\u{fffd}").hexDigits(4).uppercased())"
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }
}
