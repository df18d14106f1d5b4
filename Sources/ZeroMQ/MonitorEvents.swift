/// Kinds of what can happen to a connection of a monitored socket.
public struct MonitorEvents: OptionSet, Sendable, Hashable {
    /// The bits, as libzmq numbers them.
    public let rawValue: UInt16

    /// The kinds of these bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A connection of ours was made; the value is its descriptor.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_CONNECTED`.
    public static let connected = MonitorEvents(rawValue: 0x0001)

    /// A connect is under way.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_CONNECT_DELAYED`.
    public static let connectDelayed = MonitorEvents(rawValue: 0x0002)

    /// A connect failed and is tried again; the value is the wait in milliseconds.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_CONNECT_RETRIED`.
    public static let connectRetried = MonitorEvents(rawValue: 0x0004)

    /// The socket was bound; the value is the listening descriptor.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_LISTENING`.
    public static let listening = MonitorEvents(rawValue: 0x0008)

    /// The socket could not be bound; the value is `errno`.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_BIND_FAILED`.
    public static let bindFailed = MonitorEvents(rawValue: 0x0010)

    /// A connection was accepted; the value is its descriptor.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_ACCEPTED`.
    public static let accepted = MonitorEvents(rawValue: 0x0020)

    /// A connection could not be accepted; the value is `errno`.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_ACCEPT_FAILED`.
    public static let acceptFailed = MonitorEvents(rawValue: 0x0040)

    /// A listener or connect was closed; the value is its descriptor.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_CLOSED`.
    public static let closed = MonitorEvents(rawValue: 0x0080)

    /// A descriptor could not be closed; the value is `errno`.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_CLOSE_FAILED`.
    public static let closeFailed = MonitorEvents(rawValue: 0x0100)

    /// A connection ended; the value is the descriptor it had.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_DISCONNECTED`.
    public static let disconnected = MonitorEvents(rawValue: 0x0200)

    /// Nothing more will come.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_MONITOR_STOPPED`.
    public static let monitorStopped = MonitorEvents(rawValue: 0x0400)

    /// A handshake ended without a reason; the value is `errno`.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL`.
    public static let handshakeFailedNoDetail = MonitorEvents(rawValue: 0x0800)

    /// A peer proved its key and was let in.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_HANDSHAKE_SUCCEEDED`.
    public static let handshakeSucceeded = MonitorEvents(rawValue: 0x1000)

    /// The peer spoke otherwise than expected, such as with a key for another server; the value tells how.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL`.
    public static let handshakeFailedProtocol = MonitorEvents(rawValue: 0x2000)

    /// The ZAP handler refused the peer; the value is the handler's status, such as 300 or 400.
    ///
    /// The corresponding C constant is `ZMQ_EVENT_HANDSHAKE_FAILED_AUTH`.
    public static let handshakeFailedAuth = MonitorEvents(rawValue: 0x4000)
}
