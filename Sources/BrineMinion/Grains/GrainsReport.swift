internal import BrineWire
internal import MessagePack

/// When the master is to be told the grains: after each welcome, and when they are others than it was told.
struct GrainsReport: Sendable {
    /// What is to be done now.
    enum Step: Sendable, Hashable {
        /// The master knows them, or cannot be told.
        case nothing
        /// Send this packet.
        case send([UInt8])
        /// Tell the log why a master takes none such.
        case refused(String)
    }

    /// What the master was last told on this connection, or was not told since it is too long.
    private var told: ValueMap?

    /// The master has made a new beginning: it is to be told anew.
    mutating func renew() {
        told = nil
    }

    /// What is to be done about grains; a packet counts as sent.
    mutating func step(_ grains: ValueMap) -> Step {
        guard told != grains else { return .nothing }
        told = grains
        let packet = GrainsMessage(grains: grains).packet
        guard packet.count <= GrainsMessage.longestPacket else {
            return .refused("they have \(packet.count) bytes, \(GrainsMessage.longestPacket) are the most")
        }
        do {
            _ = try OpenedPacket(packet, limits: GrainsMessage.limits)
            return .send(packet)
        } catch {
            return .refused("\(error)")
        }
    }
}
