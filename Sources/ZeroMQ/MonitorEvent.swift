/// Something that happened to a connection of a monitored socket.
public struct MonitorEvent: Sendable, Hashable {
    /// What happened: one kind.
    public let kind: MonitorEvents

    /// A descriptor, an `errno`, a wait or a status, as ``kind`` says.
    public let value: UInt32

    /// The endpoint it happened at.
    public let address: String

    /// Reads the two parts in which libzmq tells an event: 16 bits of kind and 32 of value in the machine's own
    /// order, and the endpoint.
    init?(_ parts: [Message]) {
        guard parts.count == 2, parts[0].count == 6 else { return nil }
        let (kind, value) = parts[0]
            .withUnsafeBytes {
                ($0.loadUnaligned(as: UInt16.self), $0.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
            }
        self.kind = MonitorEvents(rawValue: kind)
        self.value = value
        address = String(decoding: parts[1].array(), as: UTF8.self)
    }
}
