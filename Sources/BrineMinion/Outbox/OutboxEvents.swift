internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import MessagePack

/// Leaves events in the minion's outbox, from where the minion sends them until the master has them.
struct OutboxEvents: EventOutlet {
    /// Why an event is not left.
    enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        /// The tag is none.
        case tag(String)
        /// The tag is one of the master's own.
        case reserved(String)
        /// The packet would have so many bytes.
        case tooLong(Int)

        /// The reason, in one line.
        var description: String {
            switch self {
            case .tag(let text): "an event's tag must be \(EventTag.rule), found '\(text.prefix(255))'"
            case .reserved(let tag): "the tag '\(tag)' begins with salt/, as only the master's own do"
            case .tooLong(let count):
                "the event would have \(count) bytes, \(EventMessage.longestPacket) are the most"
            }
        }
    }

    let minion: MinionID
    let room: OutboxRoom

    func send(_ tag: String, _ data: ValueMap) throws {
        guard let known = EventTag(tag) else { throw Refusal.tag(tag) }
        guard !known.isReserved else { throw Refusal.reserved(tag) }
        let now = Timestamp.now()
        let size = EventMessage(jid: JobID(at: now), id: minion, tag: known, data: data, clock: now).packet.count
        guard size <= EventMessage.longestPacket else { throw Refusal.tooLong(size) }
        try room.check()
        try DurableFolder(room.folder)
            .writeNew(at: LocalName.moment(for: now)) { jid in
                EventMessage(jid: jid, id: minion, tag: known, data: data, clock: now).packet
            }
        room.wrote(size)
    }
}
