import BrineCore

/// Which keys are meant: one shell-like pattern, or several with commas between them.
struct KeyPattern: Sendable, Hashable {
    /// The pattern as it was written.
    let text: String
    private let globs: [Glob]

    /// The pattern that a text is.
    init(_ text: String) {
        self.text = text
        globs = text.split(separator: ",").map { Glob(String($0)) }
    }

    /// Every key.
    static let everything = KeyPattern("*")

    /// Whether a key of that name is meant.
    func matches(_ name: String) -> Bool {
        globs.contains { $0.matches(name) }
    }
}
