/// What must hold in any interleaving.
enum Promise: String, CaseIterable, Sendable {
    case atMostOnce = "a job begins at most once on a minion's disk"
    case returnsKept = "a return that was written to an outbox comes into the store, once"
    case acknowledgedIsKept = "what is acknowledged is in the store"
    case finalStates = "each pair of a job and a minion comes to one final state"
    case allowedMoves = "a state moves only as the table of moves says"
    case toldIsKept = "what watchers are told is in the store, and does not go back"
    case notStarted = "a job that counts as not started has not begun"
    case windows = "no command is taken after its window"
    case rolloutPlaces = "no more minions are busy in a rollout than there are places"
    case rolloutErrors = "nobody starts in a rollout after more failures than may be"
    case liveness = "a minion that is there within the window gets the job"
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
