/// One thing that a word can become.
struct Candidate: Sendable, Hashable {
    /// The text.
    let value: String
    /// What it is; may be empty.
    let summary: String
    /// Whether the word ends with it.
    let endsWord: Bool

    /// A text and what it is.
    init(_ value: String, _ summary: String = "", endsWord: Bool = true) {
        self.value = value
        self.summary = summary
        self.endsWord = endsWord
    }
}
