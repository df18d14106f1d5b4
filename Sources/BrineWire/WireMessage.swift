package import MessagePack

/// A message kind's one definition: its fields, to and from the map that travels.
///
/// A packet is two bytes, the protocol's version and the kind, and then one MessagePack map. Fields nobody knows are
/// ignored, so a newer peer may add some.
package protocol WireMessage: Sendable {
    /// The kind that marks this message's packets.
    static var kind: MessageKind { get }

    /// The message that a packet's fields hold.
    ///
    /// - Throws: ``WireError`` where a field is missing or is not what it must be.
    init(fields: WireFields) throws(WireError)

    /// The fields to send.
    var fields: ValueMap { get }
}

/// The version every packet begins with.
///
/// A peer with another version is told so, not guessed at.
package let wireVersion: UInt8 = 1

extension WireMessage {
    /// The message as a packet.
    package var packet: [UInt8] {
        var writer = MessagePackWriter(reservingCapacity: 256)
        writer.write(.map(fields))
        return [wireVersion, Self.kind.rawValue] + writer.takeBytes()
    }

    /// The message that a packet of this kind holds.
    ///
    /// - Throws: ``WireError`` where the packet is of another version or kind, is no MessagePack map, or a field is wrong.
    package init(packet: [UInt8]) throws(WireError) {
        let opened = try OpenedPacket(packet)
        guard opened.kind == Self.kind else { throw .unexpectedKind(opened.kind.rawValue) }
        try self.init(fields: opened.fields)
    }
}
