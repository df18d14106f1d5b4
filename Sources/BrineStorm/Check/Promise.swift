/// What is promised, each a check of its own.
public enum Promise: String, Sendable, Hashable, CaseIterable {
    case acknowledged = "a job whose jid was printed is in the store, with the minions that were meant"
    case readable = "a job that the store lists can be read"
    case once = "one publication makes one job"
    case atMostOnce = "a job runs at most once on a minion"
    case kept = "a run that came to its end has its return in the store, whole and once"
    case settled = "each pair of a job and a minion comes to a final state"
    case succeeded = "what succeeded ran from its beginning to its end"
    case notStarted = "what is undelivered, cancelled or skipped was not started"
    case nobodyElse = "nothing runs, and nothing is returned, where it was not asked"
    case places = "a rollout has no more runs at once than it has places"
    case reasons = "a job is undelivered, lost or ended early for a reason alone"
    case truth = "what a command prints, and its exit code, are what the store has"
    case told = "a return is told when it is in the store"
    case ends = "a command that waits comes to its end"
    case clean = "nothing is left behind"
}
