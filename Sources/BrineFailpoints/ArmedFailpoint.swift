#if BRINE_FAILPOINTS
/// The failpoint at which a process is to end.
struct ArmedFailpoint: Sendable, Hashable {
    /// Where.
    let failpoint: Failpoint
    /// When it comes there for which time, from 1.
    let turn: Int
    /// The file that is made first, and that saves whoever finds it there.
    let mark: String?

    /// What an environment asks for; nil where it asks for nothing.
    ///
    /// - Parameter environment: The value of a variable.
    /// - Throws: ``NoFailpoint`` where it names no failpoint.
    init?(environment: (String) -> String?) throws(NoFailpoint) {
        guard let text = environment("BRINE_FAILPOINT") else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let failpoint = Failpoint(rawValue: String(parts[0])) else { throw NoFailpoint(text: text) }
        guard let turn = parts.count == 1 ? 1 : Int(parts[1]), turn > 0 else { throw NoFailpoint(text: text) }
        self.failpoint = failpoint
        self.turn = turn
        mark = environment("BRINE_FAILPOINT_MARK")
    }
}

/// A text that names no failpoint.
struct NoFailpoint: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    let text: String

    /// What was expected and what was found.
    var description: String {
        let names = Failpoint.allCases.map(\.rawValue).joined(separator: ", ")
        let expected = "expected a name, or a name and a number from 1 as in name:2"
        return "BRINE_FAILPOINT: \(expected), found '\(text)'; names: \(names)"
    }
}
#endif
