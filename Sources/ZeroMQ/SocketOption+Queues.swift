import CZeroMQ

extension SocketOption where Value == Int32 {
    /// How many messages wait for the owner on each connection before the peer is held back; 1000 unless set, 0 for
    /// no limit.
    ///
    /// The corresponding C constant is `ZMQ_RCVHWM`.
    public static var receiveHighWaterMark: Self { Self(ZMQ_RCVHWM, "ZMQ_RCVHWM", .number) }

    /// How many messages wait for each connection before sending blocks or drops; 1000 unless set, 0 for no limit.
    ///
    /// The corresponding C constant is `ZMQ_SNDHWM`.
    public static var sendHighWaterMark: Self { Self(ZMQ_SNDHWM, "ZMQ_SNDHWM", .number) }

    /// How many connections the system keeps until they are accepted; 100 unless set, and at most the kernel's
    /// `somaxconn`.
    ///
    /// The corresponding C constant is `ZMQ_BACKLOG`.
    public static var backlog: Self { Self(ZMQ_BACKLOG, "ZMQ_BACKLOG", .number) }
}

extension SocketOption where Value == Int64 {
    /// The most bytes a received part may have; a peer that sends more is disconnected.
    ///
    /// -1, no limit, unless set. The corresponding C constant is `ZMQ_MAXMSGSIZE`.
    public static var maximumMessageSize: Self { Self(ZMQ_MAXMSGSIZE, "ZMQ_MAXMSGSIZE", .number) }
}

extension SocketOption where Value == Duration? {
    /// How long unsent messages are kept after the socket was closed; zero unless set (see ``Context/init()``), nil
    /// for ever.
    ///
    /// The corresponding C constant is `ZMQ_LINGER`.
    public static var linger: Self { Self(ZMQ_LINGER, "ZMQ_LINGER", .millisecondsOrForever) }

    /// How long sending with `wait` waits; nil, for ever, unless set.
    ///
    /// The corresponding C constant is `ZMQ_SNDTIMEO`.
    public static var sendTimeout: Self { Self(ZMQ_SNDTIMEO, "ZMQ_SNDTIMEO", .millisecondsOrForever) }

    /// How long receiving with `wait` waits; nil, for ever, unless set.
    ///
    /// The corresponding C constant is `ZMQ_RCVTIMEO`.
    public static var receiveTimeout: Self { Self(ZMQ_RCVTIMEO, "ZMQ_RCVTIMEO", .millisecondsOrForever) }
}
