/// A first look at a flow value, whether it is data alone and not too deep.
///
/// It is made before the parser sees the text: the parser goes down one call for each level, and would follow aliases
/// that make a small text a huge value.
struct FlowSurvey {
    /// How many lists and maps may stand one in the other.
    static let depthLimit = 100

    private var depth = 0
    /// Whether the next character that is no space begins a new list, map or scalar.
    private var atStart = true
    private var previousIsSpace = true
    private var quote: Character?
    /// Whether a list, a map or a text in quotes has just ended, so that a colon needs no space after it.
    private var afterClosed = false
    private var isEscaped = false

    /// Whether a text holds no anchor, alias, tag or comment, and no more levels than the limit.
    ///
    /// Linear.
    static func isPlainData(_ text: String) -> Bool {
        var survey = FlowSurvey()
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : " "
            guard survey.accept(Character(scalar), before: Character(next)) else { return false }
        }
        return true
    }

    /// Takes one character; false where the text is no plain data.
    private mutating func accept(_ character: Character, before next: Character) -> Bool {
        if quote != nil {
            acceptQuoted(character)
            return true
        }
        defer { previousIsSpace = character.isWhitespace }
        switch character {
        case "[", "{":
            depth += 1
            begin()
            return depth <= Self.depthLimit
        case "]", "}":
            depth -= 1
            atStart = false
            afterClosed = true
        case ",":
            begin()
        case ":" where atStart || afterClosed || next.isWhitespace || ",[]{}".contains(next):
            begin()
        case "'", "\"":
            if atStart || afterClosed { quote = character }
            atStart = false
        case "&", "*", "!":
            return !atStart
        case "#":
            return !(atStart || previousIsSpace)
        default:
            guard !character.isWhitespace else { break }
            // After the question mark that may stand before a key comes a start again.
            atStart = atStart && character == "?"
            afterClosed = false
        }
        return true
    }

    private mutating func acceptQuoted(_ character: Character) {
        if isEscaped {
            isEscaped = false
        } else if character == "\\", quote == "\"" {
            isEscaped = true
        } else if character == quote {
            quote = nil
            afterClosed = true
            previousIsSpace = false
        }
    }

    private mutating func begin() {
        atStart = true
        afterClosed = false
    }
}
