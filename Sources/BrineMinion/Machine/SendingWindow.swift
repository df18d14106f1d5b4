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
    /// What was not admitted, the first one first; it may have been acknowledged since.
    private var held: [JobID] = []
    /// How long each of those is that is still to be sent.
    private var heldSizes: [JobID: Int] = [:]
    private var fullSince: Instant?

    /// Whether a packet may be sent now, and if so counts it; if not it is remembered.
    mutating func admits(_ jid: JobID, bytes size: Int, at now: Instant) -> Bool {
        guard !holdsBack(jid, bytes: size, at: now) else { return false }
        sent[jid, default: 0] += size
        total += size
        return true
    }

    /// Whether there is no room for a packet now, which is remembered then.
    mutating func holdsBack(_ jid: JobID, bytes size: Int, at now: Instant) -> Bool {
        guard total > 0, total + size > Self.bytes else { return false }
        if heldSizes.updateValue(size, forKey: jid) == nil { held.append(jid) }
        fullSince = fullSince ?? now
        return true
    }

    /// The master has these.
    ///
    /// - Returns: what was held back and is to be tried again now; no more than there is room for.
    mutating func acknowledged(_ jids: [JobID]) -> [JobID] {
        for jid in jids {
            total -= sent.removeValue(forKey: jid) ?? 0
            heldSizes[jid] = nil
        }
        fullSince = nil
        var taken = total
        var tried: [JobID] = []
        var passed = 0
        for jid in held {
            if let size = heldSizes[jid] {
                guard taken == 0 || taken + size <= Self.bytes else { break }
                taken += size
                tried.append(jid)
                heldSizes[jid] = nil
            }
            passed += 1
        }
        held.removeFirst(passed)
        return tried
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
