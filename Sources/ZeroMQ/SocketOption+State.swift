import CZeroMQ

extension SocketOption where Value == String {
    /// The endpoint last bound, with the port that the system chose.
    ///
    /// Can only be asked for. The corresponding C constant is `ZMQ_LAST_ENDPOINT`.
    public static var lastEndpoint: Self { Self(ZMQ_LAST_ENDPOINT, "ZMQ_LAST_ENDPOINT", .text) }
}

extension SocketOption where Value == Int32 {
    /// A descriptor that becomes readable when ``events`` may have changed, at each change once only; a ``Poller``
    /// needs no such care.
    ///
    /// Can only be asked for. The corresponding C constant is `ZMQ_FD`.
    public static var fileDescriptor: Self { Self(ZMQ_FD, "ZMQ_FD", .number) }
}

extension SocketOption where Value == PollEvents {
    /// What the socket is ready for now.
    ///
    /// Can only be asked for. The corresponding C constant is `ZMQ_EVENTS`.
    public static var events: Self { Self(ZMQ_EVENTS, "ZMQ_EVENTS", .events) }
}
