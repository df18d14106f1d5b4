internal import BrineCore
internal import ZeroMQ

/// The sockets that a minion's connections are made of, and what comes through them.
enum MinionSockets {
    /// A socket to the master's enrolment port.
    static func enrolment(in context: Context, at endpoint: String) throws -> Socket {
        let socket = try Socket(.dealer, in: context)
        try socket.set(.linger, .zero)
        try socket.set(.maximumMessageSize, SocketPolicy.longestEnrolment)
        // A request waits for one connection only: those of an hour without a master must not all arrive at once.
        try socket.set(.sendHighWaterMark, 1)
        try socket.set(.reconnectInterval, SocketPolicy.enrolmentReconnect)
        try socket.set(.ipv6, true)
        try socket.connect(endpoint)
        return socket
    }

    /// A socket for the master's publish port, not connected.
    static func subscription(in context: Context, _ keys: OwnKeys, _ master: PublicKey) throws -> Socket {
        // XSUB: it hears all that the master subscribes it to. A SUB would drop what it did not ask for by itself.
        let socket = try Socket(.xsub, in: context)
        try socket.beMinionClient(keys, master)
        try socket.set(.receiveHighWaterMark, 0)
        try socket.set(.maximumMessageSize, SocketPolicy.longestFromMaster)
        return socket
    }

    /// A socket for the master's return port, not connected.
    static func returns(in context: Context, _ keys: OwnKeys, _ master: PublicKey) throws -> Socket {
        let socket = try Socket(.push, in: context)
        try socket.beMinionClient(keys, master)
        // Nothing waits in libzmq for a master that is not there: it waits in the outbox.
        try socket.set(.immediate, true)
        return socket
    }

    /// What a message of the publish socket is to a minion; nil where it is not for it, however it came here.
    static func published(_ parts: [Message], ownTopic: [UInt8]) -> MinionLink.Event? {
        guard parts.count == 2 else { return nil }
        let topic = parts[0].array()
        guard topic == ownTopic || topic == Topic.broadcast else { return nil }
        return .published(parts[1].array(), onOwnTopic: topic == ownTopic)
    }
}
