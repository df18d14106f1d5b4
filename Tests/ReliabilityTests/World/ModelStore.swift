import BrineCore
import BrineStore

/// The master's disk: what is in here has been synced.
///
/// Its decisions are those of `InMemoryJobStore`, which passes the conformance tests of the real one.
struct ModelStore {
    struct Kept {
        var job: Job
        var outcomes: [MinionNumber: Outcome] = [:]
        var started: Set<MinionNumber> = []
        var received: [MinionNumber] = []
    }

    private(set) var kept: [JobID: Kept] = [:]
    /// The jids in the order in which they were kept.
    private(set) var jids: [JobID] = []
    /// The last states before the present one, the newest last: what a loss of power takes where nothing is synced.
    private var earlier: [(kept: [JobID: Kept], jids: [JobID])] = []
    private let remembers: Bool
    private let brokenRule: BrokenRule?

    /// An empty store; one that remembers can lose its last transactions.
    init(remembers: Bool, brokenRule: BrokenRule?) {
        self.remembers = remembers
        self.brokenRule = brokenRule
    }

    mutating func add(_ job: Job) {
        remember()
        kept[job.jid] = Kept(job: job)
        jids.append(job.jid)
    }

    mutating func start(_ jid: JobID, on minions: [MinionNumber]) {
        remember()
        kept[jid]?.started.formUnion(minions)
    }

    mutating func keepReceipts(_ receipts: [Receipts]) {
        remember()
        for job in receipts {
            guard let entry = kept[job.jid], entry.outcomes.count < entry.job.minions.count else { continue }
            kept[job.jid]?.received = job.minions
        }
    }

    mutating func commit(_ outcomes: [Outcome]) -> [OutcomeVerdict] {
        remember()
        return outcomes.map { outcome in
            guard outcome.state.isFinal, let entry = kept[outcome.jid], entry.job.minions.contains(outcome.minion)
            else {
                return .unknown
            }
            if let standing = entry.outcomes[outcome.minion], !outcome.mayFollow(standing),
                brokenRule != .verdictOverReturn || standing.state == outcome.state
            {
                return .repeated
            }
            kept[outcome.jid]?.outcomes[outcome.minion] = outcome
            return .stored
        }
    }

    /// The jobs with minions that have no outcome, oldest first.
    var open: [Kept] {
        jids.compactMap { kept[$0] }.filter { $0.outcomes.count < $0.job.minions.count }
    }

    /// Takes back the last so many transactions, of three at the most.
    mutating func lose(_ count: Int) {
        for _ in 0..<count {
            guard let before = earlier.popLast() else { return }
            (kept, jids) = before
        }
    }

    private mutating func remember() {
        guard remembers else { return }
        if earlier.count == 3 { earlier.removeFirst() }
        earlier.append((kept, jids))
    }
}
