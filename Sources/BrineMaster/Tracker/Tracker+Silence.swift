internal import BrineCore

// Minions that keep a connection and are not heard.
extension Tracker {
    /// Takes the minions whose connection is to be cut: it is open, and they have been silent for so long that nothing says
    /// that anybody reads what is sent through it.
    ///
    /// What libzmq holds for such a minion has no bound and goes with the connection. One that lives makes another by itself.
    /// Each is taken once in a silence. Costs a look at each minion.
    mutating func takeStuck(at now: Timestamp) -> [MinionNumber] {
        var stuck: [MinionNumber] = []
        for (minion, known) in presence where known.subscriptions > 0 && known.cutAfter != known.lastHeard {
            guard now - known.lastHeard > policy.longestSilence else { continue }
            presence[minion]?.cutAfter = known.lastHeard
            stuck.append(minion)
        }
        return stuck.sorted()
    }
}
