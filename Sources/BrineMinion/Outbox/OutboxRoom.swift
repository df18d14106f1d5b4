internal import BrineCore
internal import Synchronization

/// Whether the outbox takes what is nobody's job: events, and returns of `salt-call`.
///
/// Those are put there by other processes than the minion, also where no minion runs, so each looks for itself. What several
/// put there at once may go over the bound. Safe to use from any thread.
final class OutboxRoom: Sendable {
    /// The outbox.
    let folder: String
    /// How many bytes may wait in it; nil for any number.
    let limit: Int?
    private let tally: Mutex<OutboxTally>

    /// The room in an outbox.
    ///
    /// - Parameters:
    ///   - folder: The outbox.
    ///   - limit: How many bytes may wait in it; nil for any number.
    ///   - tally: What is known of it.
    init(folder: String, limit: Int?, tally: OutboxTally = OutboxTally()) {
        self.folder = folder
        self.limit = limit
        self.tally = Mutex(tally)
    }

    /// Checks that there is room for one more.
    ///
    /// Linear in the number of files that wait, where the outbox is listed; it is not at each of many calls (``OutboxTally``).
    ///
    /// - Throws: ``OutboxFull``, or ``FileError`` where the outbox cannot be listed.
    func check() throws {
        guard let limit else { return }
        let total = try tally.withLock { tally in
            let begun = ContinuousClock.now
            if let total = tally.total(at: begun) { return total }
            let total = try DurableFolder(folder).sizes().reduce(0) { $0 + OutboxBound.onDisk($1.bytes) }
            tally.listed(total, from: begun, to: .now)
            return total
        }
        guard total < limit else { throw OutboxFull(bytes: total, limit: limit) }
    }

    /// This process has put so many bytes there.
    func wrote(_ bytes: Int) {
        tally.withLock { $0.add(OutboxBound.onDisk(bytes)) }
    }
}

/// As much waits in the outbox as may.
struct OutboxFull: Error, Sendable, Hashable, CustomStringConvertible {
    /// How much waits, in bytes.
    let bytes: Int
    /// How much may.
    let limit: Int

    /// The reason, in one line.
    var description: String {
        "the outbox is full: \(bytes) bytes wait for the master to acknowledge them, outbox_limit is \(limit)"
    }
}
