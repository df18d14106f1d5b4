package import BrineCore
package import MessagePack

/// Minion to master: this has happened here; tell whoever listens.
///
/// Sent again and again until its jid is acknowledged.
package struct EventMessage: WireMessage, Hashable {
    package static let kind = MessageKind.event
    /// The longest packet of an event, in bytes: a master drops and acknowledges a longer one.
    package static let longestPacket = 1_024 * 1_024

    /// A name for the acknowledgement: no other event and no return that this minion holds has it.
    package var jid: JobID
    /// The minion that says so.
    ///
    /// The master believes the connection's own name, and drops a message where this differs.
    package var id: MinionID
    /// What the event is.
    package var tag: EventTag
    /// What there is to tell.
    package var data: ValueMap
    /// The minion's clock when it happened.
    package var clock: Timestamp

    /// The message that carries a minion's event.
    package init(jid: JobID, id: MinionID, tag: EventTag, data: ValueMap, clock: Timestamp) {
        self.jid = jid
        self.id = id
        self.tag = tag
        self.data = data
        self.clock = clock
    }

    package init(fields: WireFields) throws(WireError) {
        jid = try fields.jid("jid")
        id = try fields.minionID("id")
        tag = try fields.eventTag("tag")
        data = try fields.map("data")
        clock = try fields.timestamp("clock")
    }

    package var fields: ValueMap {
        [
            "jid": .string(jid.description),
            "id": .string(id.description),
            "tag": .string(tag.description),
            "data": .map(data),
            "clock": .int(clock.microseconds),
        ]
    }
}
