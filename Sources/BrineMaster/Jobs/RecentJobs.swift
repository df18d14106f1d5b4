internal import BrineCore

/// The last so many jids of a kind; older ones are forgotten.
struct RecentJobs: Sendable {
    private let limit: Int
    private var jids: Set<JobID> = []

    /// The last `limit` jids, at least.
    init(limit: Int) {
        self.limit = limit
    }

    /// Remembers a jid.
    mutating func add(_ jid: JobID) {
        jids.insert(jid)
        // Jids order by time: the lower half is the older. Halving now and then costs less than forgetting one at a time.
        if jids.count > 2 * limit { jids = Set(jids.sorted().suffix(limit)) }
    }

    /// Whether a jid is remembered.
    func contains(_ jid: JobID) -> Bool {
        jids.contains(jid)
    }
}
