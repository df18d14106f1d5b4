internal import BrineCore

/// Decides whether the minion may take another job, by what waits in one place for the master's acknowledgement.
///
/// A plain value, told of what comes and goes. It drops nothing: what is made by jobs that run already goes over the bound.
struct OutboxBound: Sendable {
    /// How the bound is met.
    enum Change: Sendable, Hashable {
        /// No further job is to be taken.
        case reached
        /// Jobs may be taken again.
        case hasRoom
    }

    /// How many jobs' returns may wait on the disk: with the answers in memory, and the jobs that run and wait for their turn,
    /// they must fit into a heartbeat (``HeartbeatMessage/longestPacket``).
    static let returnsOnDisk = 10_000
    /// How many answers may wait in memory, and how many bytes of them.
    static let inMemory = (returns: 5_000, bytes: 64 * 1_024 * 1_024)

    /// How many bytes may wait; nil for any number.
    let bytes: Int?
    /// How many returns of jobs may wait.
    let returns: Int

    private var sizes: [JobID: Int] = [:]
    /// How many bytes wait.
    private(set) var total = 0
    /// How many returns and events wait.
    var count: Int { sizes.count }
    /// How many of these are returns of jobs: the rest is the minion's own.
    private(set) var returnCount = 0
    /// Whether no further job is to be taken.
    private(set) var isReached = false

    /// A bound below which nothing waits yet.
    init(bytes: Int?, returns: Int) {
        self.bytes = bytes
        self.returns = returns
    }

    /// What a file of so many bytes takes of a disk, about: files have whole blocks.
    static func onDisk(_ bytes: Int) -> Int {
        max(1, (bytes + 4_095) / 4_096) * 4_096
    }

    /// How many bytes of a return or an event wait here; nil where it does not.
    func size(of jid: JobID) -> Int? { sizes[jid] }

    /// Something waits, with so many bytes; what is known already is counted anew.
    ///
    /// - Returns: what that has changed, if anything.
    mutating func waits(_ jid: JobID, bytes size: Int) -> Change? {
        if let known = sizes.updateValue(size, forKey: jid) {
            total -= known
        } else if !LocalName.isOne(jid) {
            returnCount += 1
        }
        total += size
        return change()
    }

    /// Something does not wait any more.
    ///
    /// - Returns: what that has changed, if anything.
    mutating func left(_ jid: JobID) -> Change? {
        guard let size = sizes.removeValue(forKey: jid) else { return nil }
        total -= size
        if !LocalName.isOne(jid) { returnCount -= 1 }
        return change()
    }

    /// Room is there again only when a tenth is free: otherwise each acknowledgement would let in one job.
    private mutating func change() -> Change? {
        if isReached {
            let most = bytes.map { $0 - $0 / 10 } ?? .max
            guard total < most, returnCount < returns - returns / 10 else { return nil }
            isReached = false
            return .hasRoom
        }
        guard total >= bytes ?? .max || returnCount >= returns else { return nil }
        isReached = true
        return .reached
    }
}
