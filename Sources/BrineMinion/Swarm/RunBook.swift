internal import BrineCore

/// Which minions of a swarm have run which jobs of late, so that a job that is run twice is seen.
struct RunBook: Sendable {
    /// How many jobs are remembered.
    static let limit = 1_000

    private var minions: [JobID: Set<Int>] = [:]
    private var order: [JobID] = []

    /// A minion runs a job.
    ///
    /// - Returns: whether it does for the first time, as far as that is remembered.
    mutating func insert(_ jid: JobID, _ minion: Int) -> Bool {
        if minions[jid] == nil {
            order.append(jid)
            if order.count > 2 * Self.limit {
                for old in order.prefix(Self.limit) { minions[old] = nil }
                order.removeFirst(Self.limit)
            }
        }
        return minions[jid, default: []].insert(minion).inserted
    }
}
