import BrineCore
import BrineWire
import MessagePack
import Testing

/// A message with the name of the golden file that holds its packet.
struct Golden: Sendable, CustomTestStringConvertible {
    /// The golden file, without its ending.
    let file: String
    /// What the message is.
    let kind: MessageKind
    /// The message's fields.
    let fields: ValueMap
    /// The message as a packet.
    let packet: [UInt8]
    /// Reads a packet as a message of this kind; the packet that the message makes again.
    let reencode: @Sendable ([UInt8]) throws(WireError) -> [UInt8]
    /// Whether a packet holds this very message.
    let isIn: @Sendable ([UInt8]) throws(WireError) -> Bool

    var testDescription: String { file }

    /// A message and its file.
    init<Message: WireMessage & Equatable>(_ file: String, _ message: Message) {
        self.file = file
        kind = Message.kind
        fields = message.fields
        packet = message.packet
        reencode = { (packet) throws(WireError) in try Message(packet: packet).packet }
        isIn = { (packet) throws(WireError) in try Message(packet: packet) == message }
    }

    /// A packet of this kind with other fields.
    func packet(with fields: ValueMap) -> [UInt8] {
        [wireVersion, kind.rawValue] + Value.map(fields).messagePack
    }

    /// A packet of this kind with one field changed, or removed.
    func packet(_ name: String, _ value: Value?) -> [UInt8] {
        var changed = fields
        changed[name] = value
        return packet(with: changed)
    }
}
