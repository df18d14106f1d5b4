package import BrineCore
package import MessagePack

/// Minion to master: I am here, and this is what I have.
///
/// A job that the master believes to run there and that is not in `jids` is gone from the minion.
package struct HeartbeatMessage: WireMessage, Hashable {
    package static let kind = MessageKind.heartbeat

    /// The longest packet that a master reads, in bytes: some 49,000 jids, of 21 bytes each.
    package static let longestPacket = 1_024 * 1_024

    /// Names this run of the minion's process: another one after each start.
    package var boot: String
    /// The minion's clock when it wrote this.
    package var clock: Timestamp
    /// The ``WelcomeMessage/after`` of the connection's welcome: heartbeats of an earlier connection may arrive behind it.
    ///
    /// The first of all jids where the minion does not say, as those of 0.1.0.
    package var after: JobID
    /// The jobs it runs or queues, and those whose return is not acknowledged yet.
    package var jids: [JobID]

    /// A heartbeat.
    package init(boot: String, clock: Timestamp, after: JobID = .first, jids: [JobID]) {
        self.boot = boot
        self.clock = clock
        self.after = after
        self.jids = jids
    }

    package init(fields: WireFields) throws(WireError) {
        boot = try fields.text("boot")
        clock = try fields.timestamp("clock")
        after = try fields.optional("after", fields.jid) ?? .first
        jids = try fields.list("jids", of: "jids") { $0.stringValue.flatMap { JobID($0) } }
    }

    package var fields: ValueMap {
        [
            "boot": .string(boot),
            "clock": .int(clock.microseconds),
            "after": .string(after.description),
            "jids": .array(jids.map { .string($0.description) }),
        ]
    }
}
