internal import BrineCore

/// What the master knows of one minion's connection.
struct Presence: Sendable, Hashable {
    /// How many subscriptions of the minion's are there now: two for a moment when it reconnects faster than its old
    /// connection is noticed as gone.
    var subscriptions = 0
    /// When a heartbeat, receipt or return last came, or the subscription.
    var lastHeard: Timestamp
    /// The jid of its last welcome: it passes over broadcasts of jobs up to that.
    var welcomedAfter = JobID.first
    /// The runs of its process that were heard of.
    var runs = MinionRuns()
    /// Whether it was connected when that was last looked at, for telling who came and who went.
    var wasThere = false
    /// When it was last heard before its connection was cut for its silence; nil where that was not done.
    var cutAfter: Timestamp?

    /// Whether commands published now reach it, as far as can be known.
    func isConnected(at now: Timestamp, silence limit: Duration) -> Bool {
        subscriptions > 0 && now - lastHeard <= limit
    }
}
