/// A promise that a history breaks.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// Which.
    let promise: Promise
    /// The job, by its jid or the token of its work.
    let job: String
    /// The minion, where it is about one.
    let minion: String?
    /// What was expected and what was found.
    let text: String
    /// The entries that show it, and no others.
    var excerpt: [Entry] = []

    var description: String {
        let place = minion.map { " on \($0)" } ?? ""
        let lines = excerpt.map { "    \($0.line)\n" }.joined()
        return "BROKEN: \(promise.rawValue)\n  \(job)\(place): \(text)\n\(lines)"
    }
}
