/// The words of a command line that is still being typed.
///
/// Quotes and backslashes are taken as a shell takes them; a quote that is not closed yet goes to the end of the line.
enum TypedWords {
    /// The words up to the end of a line; the last is the one that is being typed, empty after a space.
    static func split(_ line: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        var isBetween = true
        var quote: Character?
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch (quote, character) {
            case (nil, " "), (nil, "\t"), (nil, "\n"):
                if !isBetween { words.append(word) }
                word = ""
                isBetween = true
                continue
            case (nil, "'"), (nil, "\""): quote = character
            case (quote, character) where character == quote: quote = nil
            case (nil, "\\"): if let next = rest.popFirst() { word.append(next) }
            case ("\"", "\\"):
                guard let next = rest.popFirst() else { break }
                if !"\"\\$`".contains(next) { word.append(character) }
                word.append(next)
            default: word.append(character)
            }
            isBetween = false
        }
        return words + [word]
    }
}
