/// How a command that was called came to its end.
struct CallEnd: Sendable, Hashable {
    /// What a command printed of one minion.
    enum Answer: Sendable, Hashable {
        /// What the run that it came from is called; nil where it names none.
        case returned(run: String?)
        /// That there is no return.
        case missing
    }

    /// The call's number.
    let number: Int
    /// Its exit code; 128 and the number of the signal that ended it.
    let status: Int
    /// The jid that it printed.
    var jid: String?
    /// What it printed of each minion.
    var answers: [String: Answer] = [:]
    /// The beginning of what it wrote to standard error.
    var error = ""
}
