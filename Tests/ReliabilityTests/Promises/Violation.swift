/// What must hold in any interleaving: what docs/reliability.md promises, taken apart.
enum Promise: String, CaseIterable, Sendable {
    /// Of the first promise, that a command is delivered within its window: it is.
    case liveness = "a minion that is there within the window gets the job"
    /// Of the first: it is not taken later.
    case windows = "no command is taken after its window"
    /// Of the first: `undelivered` is said of what has not begun.
    case notStarted = "a job that counts as not started has not begun"
    /// Of the second, that a command runs at most once.
    case atMostOnce = "a job begins at most once on a minion's disk"
    /// Of the second: what was ended before it began runs not even once.
    case withdrawnStays = "a job that was taken from a minion's queue does not begin"
    /// Of the third, that no return is lost.
    case returnsKept = "a return that was written to an outbox comes into the store, once"
    /// Of the third: the minion forgets what the store has.
    case acknowledgedIsKept = "what is acknowledged is in the store"
    /// Of the fourth, that each pair comes to one final state.
    case finalStates = "each pair of a job and a minion comes to one final state"
    /// Of the fourth: on the way there it goes forward alone.
    case allowedMoves = "a state moves only as the table of moves says"
    /// Of the fourth: whoever waits is told which.
    case toldIsKept = "what watchers are told is in the store, and does not go back"
    /// Of the fourth: a verdict for want of word is given when what came has been read.
    case verdictsKnowAll = "no verdict says what the master has word against that it has not read"
    /// Of rollouts, which docs/reliability.md leaves to docs/job-lifecycle.md.
    case rolloutPlaces = "no more minions are busy in a rollout than there are places"
    /// Of rollouts, too.
    case rolloutErrors = "nobody starts in a rollout after more failures than may be"
}

/// A promise that was broken, and how.
struct Violation: Error, CustomStringConvertible {
    let promise: Promise
    let text: String

    init(_ promise: Promise, _ text: String) {
        self.promise = promise
        self.text = text
    }

    var description: String { "broken: \(promise.rawValue): \(text)" }
}
