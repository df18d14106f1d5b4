internal import BrineCore

/// Whether the outbox takes what is nobody's job: events, and returns of `salt-call`.
///
/// Those are put there by other processes than the minion, also where no minion runs, so each looks for itself. What two put
/// there at once may go over the bound.
struct OutboxRoom: Sendable, Hashable {
    /// The outbox.
    let folder: String
    /// How many bytes may wait in it; nil for any number.
    let limit: Int?

    /// Checks that there is room for one more.
    ///
    /// Linear in the number of files that wait.
    ///
    /// - Throws: ``OutboxFull``, or ``FileError`` where the outbox cannot be listed.
    func check() throws {
        guard let limit else { return }
        let total = try DurableFolder(folder).sizes().reduce(0) { $0 + OutboxBound.onDisk($1.bytes) }
        guard total < limit else { throw OutboxFull(bytes: total, limit: limit) }
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
