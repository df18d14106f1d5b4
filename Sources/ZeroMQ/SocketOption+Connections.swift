import CZeroMQ

extension SocketOption where Value == Bool {
    /// Whether messages queue only for connections that are established, instead of for those still being made as
    /// well.
    ///
    /// The corresponding C constant is `ZMQ_IMMEDIATE`.
    public static var immediate: Self { Self(ZMQ_IMMEDIATE, "ZMQ_IMMEDIATE", .flag) }

    /// Whether IPv6 is used besides IPv4; off unless set.
    ///
    /// The corresponding C constant is `ZMQ_IPV6`.
    public static var ipv6: Self { Self(ZMQ_IPV6, "ZMQ_IPV6", .flag) }
}

extension SocketOption where Value == Duration {
    /// How long to wait before a lost connection is made again; 100 ms unless set.
    ///
    /// The corresponding C constant is `ZMQ_RECONNECT_IVL`.
    public static var reconnectInterval: Self { Self(ZMQ_RECONNECT_IVL, "ZMQ_RECONNECT_IVL", .milliseconds) }

    /// Up to what the wait doubles with each attempt that fails; zero, no doubling, unless set.
    ///
    /// The corresponding C constant is `ZMQ_RECONNECT_IVL_MAX`.
    public static var reconnectIntervalMaximum: Self {
        Self(ZMQ_RECONNECT_IVL_MAX, "ZMQ_RECONNECT_IVL_MAX", .milliseconds)
    }

    /// How long a connection's handshake may take; 30 s unless set, zero for ever.
    ///
    /// The corresponding C constant is `ZMQ_HANDSHAKE_IVL`.
    public static var handshakeInterval: Self { Self(ZMQ_HANDSHAKE_IVL, "ZMQ_HANDSHAKE_IVL", .milliseconds) }

    /// How long a TCP connect may take; zero, the system's own limit, unless set.
    ///
    /// The corresponding C constant is `ZMQ_CONNECT_TIMEOUT`.
    public static var connectTimeout: Self { Self(ZMQ_CONNECT_TIMEOUT, "ZMQ_CONNECT_TIMEOUT", .milliseconds) }

    /// How often the peer is pinged; zero, never, unless set.
    ///
    /// The corresponding C constant is `ZMQ_HEARTBEAT_IVL`.
    public static var heartbeatInterval: Self { Self(ZMQ_HEARTBEAT_IVL, "ZMQ_HEARTBEAT_IVL", .milliseconds) }

    /// How long a peer that was pinged may stay silent before it is disconnected; the heartbeat interval unless set.
    ///
    /// The corresponding C constant is `ZMQ_HEARTBEAT_TIMEOUT`.
    public static var heartbeatTimeout: Self { Self(ZMQ_HEARTBEAT_TIMEOUT, "ZMQ_HEARTBEAT_TIMEOUT", .milliseconds) }

    /// How long the peer shall wait for our pings before it disconnects us; tenths of a second, up to 6553 s.
    ///
    /// The corresponding C constant is `ZMQ_HEARTBEAT_TTL`.
    public static var heartbeatTTL: Self { Self(ZMQ_HEARTBEAT_TTL, "ZMQ_HEARTBEAT_TTL", .milliseconds) }
}

extension SocketOption where Value == Bool? {
    /// Whether the system probes silent TCP connections; nil, as the system has it, unless set.
    ///
    /// The corresponding C constant is `ZMQ_TCP_KEEPALIVE`.
    public static var tcpKeepalive: Self { Self(ZMQ_TCP_KEEPALIVE, "ZMQ_TCP_KEEPALIVE", .flagOrSystem) }
}

extension SocketOption where Value == Duration? {
    /// After how many seconds of silence the first probe is sent; nil, as the system has it, unless set.
    ///
    /// The corresponding C constant is `ZMQ_TCP_KEEPALIVE_IDLE`.
    public static var tcpKeepaliveIdle: Self {
        Self(ZMQ_TCP_KEEPALIVE_IDLE, "ZMQ_TCP_KEEPALIVE_IDLE", .secondsOrSystem)
    }

    /// How many seconds lie between two probes; nil, as the system has it, unless set.
    ///
    /// The corresponding C constant is `ZMQ_TCP_KEEPALIVE_INTVL`.
    public static var tcpKeepaliveInterval: Self {
        Self(ZMQ_TCP_KEEPALIVE_INTVL, "ZMQ_TCP_KEEPALIVE_INTVL", .secondsOrSystem)
    }
}

extension SocketOption where Value == Int32 {
    /// How many probes may stay unanswered; -1, as the system has it, unless set.
    ///
    /// The corresponding C constant is `ZMQ_TCP_KEEPALIVE_CNT`.
    public static var tcpKeepaliveCount: Self { Self(ZMQ_TCP_KEEPALIVE_CNT, "ZMQ_TCP_KEEPALIVE_CNT", .number) }
}
