package import MessagePack

/// Minion to master: this is what I know of my machine.
///
/// Sent after each welcome, and again when something of it has changed. The master believes it for that minion alone, and
/// for no more than finding targets.
package struct GrainsMessage: WireMessage, Hashable {
    package static let kind = MessageKind.grains

    /// The longest packet that a master takes, in bytes.
    package static let longestPacket = 256 * 1_024
    /// How deep and how many values the grains may be: each value takes memory at the master.
    package static let limits = DecodingLimits(maximumDepth: 16, maximumValueCount: 32_768)

    /// The grains by name.
    package var grains: ValueMap

    /// A message with the grains.
    package init(grains: ValueMap) {
        self.grains = grains
    }

    package init(fields: WireFields) throws(WireError) {
        grains = try fields.map("grains")
    }

    package var fields: ValueMap {
        ["grains": .map(grains)]
    }
}
