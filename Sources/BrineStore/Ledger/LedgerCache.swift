internal import BrineCore

/// The ledgers of the jobs that were worked on last, up to a bound of memory.
///
/// A ledger is taken out for as long as a transaction works with it and put back when the transaction stands. One that
/// fails puts nothing back, so what is in here is always what is on the disk.
struct LedgerCache: Sendable {
    private struct Entry {
        var ledger: OutcomeLedger
        var lastUse: UInt64
    }

    /// The bound, in minions: at five bytes each, 20 MB.
    static let defaultCapacity = 4_000_000
    /// What an entry costs beside its minions, counted in minions.
    private static let overhead = 50

    private let capacity: Int
    private var entries: [JobID: Entry] = [:]
    private var held = 0
    private var clock: UInt64 = 0

    /// An empty cache with room for that many minions.
    init(capacity: Int = Self.defaultCapacity) {
        self.capacity = capacity
    }

    /// How many ledgers are in here.
    var count: Int { entries.count }

    /// Takes a job's ledger out, or nil where it is not in here.
    mutating func take(_ jid: JobID) -> OutcomeLedger? {
        guard let entry = entries.removeValue(forKey: jid) else { return nil }
        held -= Self.cost(entry.ledger)
        return entry.ledger
    }

    /// Puts a job's ledger in, and those used longest ago out where the room is short.
    mutating func put(_ ledger: OutcomeLedger, for jid: JobID) {
        _ = take(jid)
        clock += 1
        held += Self.cost(ledger)
        entries[jid] = Entry(ledger: ledger, lastUse: clock)
        if held > capacity { makeRoom() }
    }

    /// Goes an eighth below the bound, so that a full cache sorts its entries seldom.
    private mutating func makeRoom() {
        let byAge = entries.sorted { $0.value.lastUse < $1.value.lastUse }
        for (jid, _) in byAge {
            guard held > capacity / 8 * 7 else { return }
            _ = take(jid)
        }
    }

    private static func cost(_ ledger: OutcomeLedger) -> Int {
        ledger.minions.numbers.count + overhead
    }
}
