internal import BrineCore
internal import BrineStore

/// The outcomes on their way to the store, in order, and whether somebody is bringing them there.
struct OutcomeQueue: Sendable {
    /// How many may wait before the return socket is held back.
    static let limit = 20_000
    /// How many bytes of returns may wait before it is.
    static let byteLimit = 128 * 1_024 * 1_024

    private var waiting: [Outcome] = []
    private var bytes = 0
    /// What was taken and is neither kept nor put back.
    private var underWay = (count: 0, bytes: 0)
    /// Whether somebody is bringing them to the store.
    private(set) var isCommitting = false

    /// Whether no more should be read for now.
    var isFull: Bool {
        waiting.count + underWay.count >= Self.limit || bytes + underWay.bytes >= Self.byteLimit
    }

    /// Puts an outcome at the end.
    mutating func append(_ outcome: Outcome) {
        waiting.append(outcome)
        bytes += outcome.body.count
    }

    /// Whether the caller is to start committing: there is something to commit, and nobody does it yet.
    mutating func begin() -> Bool {
        guard !isCommitting, !waiting.isEmpty else { return false }
        isCommitting = true
        return true
    }

    /// Nobody brings them to the store any more.
    mutating func end() {
        isCommitting = false
    }

    /// All that waits, for one transaction; nil where nothing does.
    ///
    /// It counts until it is ``kept()`` or put back.
    mutating func take() -> [Outcome]? {
        guard !waiting.isEmpty else { return nil }
        defer {
            underWay = (waiting.count, bytes)
            waiting = []
            bytes = 0
        }
        return waiting
    }

    /// What was taken is in the store.
    mutating func kept() {
        underWay = (0, 0)
    }

    /// Puts a batch that could not be kept back in front.
    ///
    /// Minions send their returns again and again meanwhile: of each the first is enough, whose end is acknowledged.
    mutating func putBack(_ batch: [Outcome]) {
        underWay = (0, 0)
        var returned: Set<Place> = []
        waiting = (batch + waiting)
            .filter { outcome in
                outcome.body.isEmpty || returned.insert(Place(jid: outcome.jid, minion: outcome.minion)).inserted
            }
        bytes = waiting.reduce(0) { $0 + $1.body.count }
    }

    /// One job on one minion.
    private struct Place: Hashable {
        let jid: JobID
        let minion: MinionNumber
    }
}
