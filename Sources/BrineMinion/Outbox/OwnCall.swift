public import BrineCore
internal import BrineWire

/// A call that somebody made on the minion itself: its return goes to the master through the minion's outbox.
public enum OwnCall {
    /// Leaves a call's return in the outbox, on disk and synced on return.
    ///
    /// The minion sends it at once where it runs, and otherwise when it is started.
    ///
    /// - Parameters:
    ///   - call: The return; its jid is only a name, the master gives another one.
    ///   - settings: The minion's settings.
    /// - Throws: What keeps it from being written.
    public static func report(_ call: JobReturn, _ settings: MinionSettings) throws {
        let outbox = DurableFolder(settings.outboxFolder)
        var call = call
        while outbox.contains(call.jid) {
            call.jid = JobID(at: Timestamp(microseconds: call.jid.microseconds + 1))
        }
        try outbox.write(ReturnPacket.make(call, of: settings.id, isOwnCall: true), for: call.jid)
    }
}
