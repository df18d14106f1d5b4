/// A word of a compound target, with its place.
struct CompoundWord: Sendable {
    /// The word.
    let text: String
    /// Where it begins.
    let place: TargetError.Place

    /// The words of a text, with spaces between them.
    static func words(of text: String) -> [CompoundWord] {
        var words: [CompoundWord] = []
        var column = 0
        var start: Int?
        var word = ""
        for character in text {
            column += 1
            if !character.isWhitespace {
                start = start ?? column
                word.append(character)
            } else if let first = start {
                words.append(CompoundWord(text: word, place: .column(first)))
                (start, word) = (nil, "")
            }
        }
        if let start { words.append(CompoundWord(text: word, place: .column(start))) }
        return words
    }

    /// The words of a list, each as it is.
    static func words(of list: [String]) -> [CompoundWord] {
        list.enumerated().map { CompoundWord(text: $1, place: .word($0 + 1, column: 1)) }
    }

    /// The letter of a condition, its delimiter, what follows the `@`, and how many characters stand before that; nil for a
    /// word without them.
    var parts: (letter: Character, delimiter: String?, text: String, offset: Int)? {
        let head = Array(text.prefix(3))
        guard let letter = head.first, "GPELSN".contains(letter), head.count > 1 else { return nil }
        // Looked for first: the delimiter may itself be an `@`.
        if "GP".contains(letter), head.count == 3, head[2] == "@" {
            return (letter, String(head[1]), String(text.dropFirst(3)), 3)
        }
        return head[1] == "@" ? (letter, nil, String(text.dropFirst(2)), 2) : nil
    }

    /// The place of the character behind so many of the word.
    func place(behind offset: Int) -> TargetError.Place {
        switch place {
        case .column(let column): .column(column + offset)
        case .word(let word, let column): .word(word, column: column + offset)
        }
    }

    /// A mistake at this word.
    func error(expected: String) -> TargetError {
        TargetError(place, expected: expected, found: TargetError.quoted(text))
    }
}
