package import BrineCore
package import MessagePack

/// Minion to master: I am here, and this is what I have.
///
/// A job that the master believes to run there and that is not in `jids` is gone from the minion.
package struct HeartbeatMessage: WireMessage, Hashable {
    package static let kind = MessageKind.heartbeat

    /// Names this run of the minion's process: another one after each start.
    package var boot: String
    /// The minion's clock when it wrote this.
    package var clock: Timestamp
    /// The jobs it runs or queues, and those whose return is not acknowledged yet.
    package var jids: [JobID]
    /// Which one it is of this run, from 1: one that waited in a connection that broke can be read after a later one. 0 where
    /// the minion does not count.
    package var serial: UInt64

    /// A heartbeat.
    package init(boot: String, clock: Timestamp, jids: [JobID], serial: UInt64 = 0) {
        self.serial = serial
        self.boot = boot
        self.clock = clock
        self.jids = jids
    }

    package init(fields: WireFields) throws(WireError) {
        boot = try fields.text("boot")
        clock = try fields.timestamp("clock")
        jids = try fields.list("jids", of: "jids") { $0.stringValue.flatMap { JobID($0) } }
        serial = try fields.optional("serial", fields.unsigned) ?? 0
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "boot": .string(boot),
            "clock": .int(clock.microseconds),
            "jids": .array(jids.map { .string($0.description) }),
        ]
        if serial > 0 { fields["serial"] = Value(serial) }
        return fields
    }
}
