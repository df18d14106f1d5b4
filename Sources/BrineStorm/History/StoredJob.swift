internal import BrineCore

/// What the store has of a job at the end of a storm.
struct StoredJob: Sendable, Hashable {
    /// What it has of the job on one minion.
    struct Pair: Sendable, Hashable {
        /// The state, or the word that was found where it is none.
        var state: JobState
        /// The result code of its return.
        var retcode: Int?
        /// Whether there is a return.
        var hasReturn = false
        /// What the run is called that the return names.
        var run: String?
        /// Whether the return is what the work gives, to the last byte.
        var isWhole = false
        /// The beginning of a return that is not.
        var text = ""
    }

    /// Its jid.
    let jid: String
    /// The function, or several with commas.
    var function = ""
    /// The token of its work.
    var token: String?
    /// The minions that it was meant for.
    var minions: [String] = []
    /// How it stands on each minion that the store names.
    var pairs: [String: Pair] = [:]
    /// What the store answered, where that was an error.
    var error: String?
}
