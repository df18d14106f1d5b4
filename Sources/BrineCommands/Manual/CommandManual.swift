/// What is told of a command beside what it declares: its help ends with it, and its manual page has all of it.
struct CommandManual: Sendable {
    /// A thing and what is to be known of it.
    struct Entry: Sendable, Hashable {
        let name: String
        let text: String

        /// A thing and what is to be known of it.
        init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// The section of the manual: 1 for commands, 8 for daemons.
    let section: Int
    /// What it does, a text for each paragraph.
    let description: [String]
    /// How it is used.
    let examples: [CommandExample]
    /// What its exit codes mean, in the order of their numbers.
    let exitStatuses: [Entry]
    /// The files that it reads or writes.
    let files: [Entry]
    /// The variables of the environment that it looks at, beside those of its help.
    let environment: [Entry]

    /// A manual of its parts.
    init(
        section: Int = 1,
        description: [String],
        examples: [CommandExample],
        exitStatuses: [(ExitStatus, String)],
        files: [Entry],
        environment: [Entry] = []
    ) {
        self.section = section
        self.description = description
        self.examples = examples
        self.exitStatuses = exitStatuses.map { Entry("\($0.0.rawValue)", $0.1) }
        self.files = files
        self.environment = environment
    }

    /// The end of the help: the examples.
    var helpText: String {
        let lines = examples.map { "  \($0.purpose):\n    \($0.line)" }
        return "EXAMPLES:\n\(lines.joined(separator: "\n\n"))"
    }
}
