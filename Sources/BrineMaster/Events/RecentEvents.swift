internal import BrineCore

/// The last events of minions that were announced: a repeat, whose acknowledgement was lost, is known as one.
///
/// In the order in which they came, whatever their jids say: those are the minions' own.
struct RecentEvents: Sendable {
    private struct Name: Hashable {
        let minion: MinionNumber
        let jid: JobID
    }

    private let limit: Int
    private var newer: Set<Name> = []
    private var older: Set<Name> = []

    /// The last `limit` events at least, twice as many at the most.
    init(limit: Int) {
        self.limit = limit
    }

    /// Remembers an event; false where it was remembered already.
    mutating func insert(_ jid: JobID, of minion: MinionNumber) -> Bool {
        let name = Name(minion: minion, jid: jid)
        guard !older.contains(name), newer.insert(name).inserted else { return false }
        if newer.count >= limit { (older, newer) = (newer, []) }
        return true
    }
}
