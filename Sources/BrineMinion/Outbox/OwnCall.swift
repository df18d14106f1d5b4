public import BrineCore
public import BrineModules
internal import BrineWire

/// A call that somebody made on the minion itself: its return goes to the master through the minion's outbox.
public enum OwnCall {
    /// What a function may know that is called on the minion itself.
    ///
    /// - Throws: Why the grains file cannot be read, in words.
    public static func context(user: String, _ settings: MinionSettings) throws -> CallContext {
        CallContext(
            jid: JobID(at: LocalName.moment(for: .now())),
            user: user,
            minion: settings.id,
            grains: try MinionGrains.collect(settings),
            configuration: settings.configuration,
            places: settings.places,
            versions: MinionVersions.all,
            jobs: FolderJobControl(settings),
            events: OutboxEvents(minion: settings.id, room: settings.outboxRoom),
            outputLimit: settings.outputLimit()
        )
    }

    /// Leaves a call's return in the outbox, on disk and synced on return.
    ///
    /// The minion sends it at once where it runs, and otherwise when it is started.
    ///
    /// - Parameters:
    ///   - call: The return; its jid is only a name, the master gives another one.
    ///   - settings: The minion's settings.
    /// - Throws: What keeps it from being written, or that the outbox is full.
    public static func report(_ call: JobReturn, _ settings: MinionSettings) throws {
        try settings.outboxRoom.check()
        let outbox = DurableFolder(settings.outboxFolder)
        try outbox.writeNew(at: call.jid.timestamp) { name in
            var call = call
            call.jid = name
            return ReturnPacket.make(call, of: settings.id, isOwnCall: true)
        }
    }
}
