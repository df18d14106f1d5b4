package import MessagePack

/// A packet whose version and kind are known and whose map is decoded.
package struct OpenedPacket: Sendable {
    /// What the packet is.
    package let kind: MessageKind
    /// Its fields.
    package let fields: WireFields

    /// Opens a packet from anywhere; hostile bytes end in an error, never in a crash or in more memory than they are long.
    ///
    /// - Throws: ``WireError`` where it is too short, of another version, of an unknown kind, or no MessagePack map.
    package init(_ packet: [UInt8], limits: DecodingLimits = DecodingLimits()) throws(WireError) {
        kind = try Self.kind(of: packet)
        let value: Value
        do {
            value = try Value(messagePack: Array(packet[2...]), limits: limits)
        } catch {
            throw .malformed(String(describing: error))
        }
        guard case .map(let map) = value else { throw .malformed("expected a map, found \(value.kindName)") }
        fields = WireFields(map)
    }

    /// The kind that a packet's first two bytes tell, without a look at the rest.
    ///
    /// - Throws: ``WireError`` where it is too short, of another version, or of an unknown kind.
    package static func kind(of packet: [UInt8]) throws(WireError) -> MessageKind {
        guard packet.count > 2 else { throw .malformed("expected a packet, found \(packet.count) bytes") }
        guard packet[0] == wireVersion else { throw .unsupportedVersion(packet[0]) }
        guard let kind = MessageKind(rawValue: packet[1]) else { throw .unexpectedKind(packet[1]) }
        return kind
    }
}

extension DecodingLimits {
    /// For what a command gets from its own master: the answers of ten thousand minions are one value, each of them as deep as
    /// a minion may return.
    package static var fromMaster: DecodingLimits {
        DecodingLimits(maximumDepth: 128, maximumValueCount: 100_000_000)
    }
}
