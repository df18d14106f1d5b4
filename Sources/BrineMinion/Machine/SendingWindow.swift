internal import BrineCore

/// Decides how much of the outbox may be on its way to the master at a time.
///
/// A master that does not read leaves what is sent to it in this process's memory, and returns are sent again until they are
/// acknowledged: without a bound each copy would stay there. A plain value, of one connection's life.
struct SendingWindow: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// How many bytes may be on their way without an acknowledgement; one packet may always.
    static let bytes = 64 * 1_024 * 1_024
    /// How long the window may be full without an acknowledgement before the connection is made anew.
    static let patience = Duration.seconds(300)

    private var sent: [JobID: Int] = [:]
    private var total = 0
    private var held: [JobID] = []
    private var fullSince: Instant?

    /// Whether a packet may be sent now, and if so counts it; if not it is remembered.
    mutating func admits(_ jid: JobID, bytes size: Int, at now: Instant) -> Bool {
        guard total == 0 || total + size <= Self.bytes else {
            if !held.contains(jid) { held.append(jid) }
            fullSince = fullSince ?? now
            return false
        }
        sent[jid, default: 0] += size
        total += size
        return true
    }

    /// The master has these.
    ///
    /// - Returns: what was held back and is to be tried again now.
    mutating func acknowledged(_ jids: [JobID]) -> [JobID] {
        for jid in jids { total -= sent.removeValue(forKey: jid) ?? 0 }
        fullSince = nil
        defer { held = [] }
        return held.filter { !jids.contains($0) }
    }

    /// Whether nothing was acknowledged for so long that the connection should be made anew.
    func isStuck(at now: Instant) -> Bool {
        fullSince.map { now - $0 >= Self.patience } ?? false
    }

    /// The connection is gone, and with it all that was on its way.
    mutating func clear() {
        self = SendingWindow()
    }
}
