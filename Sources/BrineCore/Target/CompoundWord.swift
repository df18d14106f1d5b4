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

    /// A mistake at this word.
    func error(expected: String) -> TargetError {
        TargetError(place, expected: expected, found: TargetError.quoted(text))
    }
}
