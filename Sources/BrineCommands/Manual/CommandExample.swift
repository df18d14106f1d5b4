/// A command line that works as it stands, for those who have never typed one.
struct CommandExample: Sendable, Hashable {
    /// What it does, without a period at the end.
    let purpose: String
    /// The line, as it is typed.
    let line: String

    /// A line and what it does.
    init(_ purpose: String, _ line: String) {
        self.purpose = purpose
        self.line = line
    }
}
