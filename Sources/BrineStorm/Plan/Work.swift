/// What a job of a storm is to do, and so what its return must be.
struct Work: Sendable, Hashable {
    /// The kinds of work.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A script that tells the witness when it begins and ends.
        case script
        /// The script, between two functions that are answered from memory.
        case several
        /// A function that is answered from memory with the token.
        case echo
        /// A function that has no process and takes its time.
        case sleep
    }

    /// Its kind.
    let kind: Kind
    /// What tells it apart from all other work.
    let token: String
    /// How long it takes.
    var deciseconds = 0
    /// The script's exit code.
    var code = 0
    /// How many bytes the script writes beside the lines that name its run.
    var bytes = 0
    /// Whether the script has children that do its work.
    var forks = false

    /// Whether the witness hears of it.
    var isWitnessed: Bool { kind == .script || kind == .several }
}
