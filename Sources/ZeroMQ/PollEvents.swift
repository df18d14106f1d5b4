import CZeroMQ

/// What a socket or a descriptor is ready for.
public struct PollEvents: OptionSet, Sendable, Hashable {
    /// The bits, as libzmq numbers them.
    public let rawValue: Int16

    /// The events of these bits.
    public init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// A message, or bytes, can be taken without waiting.
    ///
    /// The corresponding C constant is `ZMQ_POLLIN`.
    public static let readable = PollEvents(rawValue: Int16(ZMQ_POLLIN))

    /// A message, or bytes, can be given without waiting.
    ///
    /// The corresponding C constant is `ZMQ_POLLOUT`.
    public static let writable = PollEvents(rawValue: Int16(ZMQ_POLLOUT))

    /// A descriptor was closed or is in error; never so for a socket.
    ///
    /// The corresponding C constant is `ZMQ_POLLERR`.
    public static let failed = PollEvents(rawValue: Int16(ZMQ_POLLERR))
}
