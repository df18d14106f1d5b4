import CZeroMQ

extension SocketOption where Value == [UInt8] {
    /// The name under which a ROUTER at the other end knows this socket; 1 to 255 bytes, not beginning with 0.
    ///
    /// The corresponding C constant is `ZMQ_ROUTING_ID`.
    public static var routingID: Self { Self(ZMQ_ROUTING_ID, "ZMQ_ROUTING_ID", .bytes) }

    /// Takes messages that begin with these bytes.
    ///
    /// On an ``SocketKind/xpub`` in manual mode: sends them to the peer whose subscription was received last. Can
    /// only be set. The corresponding C constant is `ZMQ_SUBSCRIBE`.
    public static var subscribe: Self { Self(ZMQ_SUBSCRIBE, "ZMQ_SUBSCRIBE", .bytes) }

    /// Takes a subscription back.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_UNSUBSCRIBE`.
    public static var unsubscribe: Self { Self(ZMQ_UNSUBSCRIBE, "ZMQ_UNSUBSCRIBE", .bytes) }
}

extension SocketOption where Value == Bool {
    /// Whether an XPUB leaves it to its owner to subscribe the peer whose request was received last.
    ///
    /// A received message that begins with neither 1 (subscription) nor 0 (its end), or is empty, was sent by a peer as
    /// a message of its own, and libzmq then takes the wrong peer for those read after it: read all that waits without
    /// subscribing anybody. Can only be set. The corresponding C constant is `ZMQ_XPUB_MANUAL`.
    public static var xpubManual: Self { Self(ZMQ_XPUB_MANUAL, "ZMQ_XPUB_MANUAL", .flag) }

    /// Whether an XPUB shows its owner every subscription and not only the first to a topic.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_XPUB_VERBOSE`.
    public static var xpubVerbose: Self { Self(ZMQ_XPUB_VERBOSE, "ZMQ_XPUB_VERBOSE", .flag) }

    /// Whether an XPUB refuses a message that one slow peer has no room for, instead of dropping it for that peer.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_XPUB_NODROP`.
    public static var xpubNoDrop: Self { Self(ZMQ_XPUB_NODROP, "ZMQ_XPUB_NODROP", .flag) }

    /// Whether a ROUTER tells that a peer is unreachable or full, instead of dropping the message.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_ROUTER_MANDATORY`.
    public static var routerMandatory: Self { Self(ZMQ_ROUTER_MANDATORY, "ZMQ_ROUTER_MANDATORY", .flag) }

    /// Whether a new connection takes over a routing id from an older one at a ROUTER.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_ROUTER_HANDOVER`.
    public static var routerHandover: Self { Self(ZMQ_ROUTER_HANDOVER, "ZMQ_ROUTER_HANDOVER", .flag) }

    /// Whether an empty message is sent on each new connection, so that a ROUTER learns of it.
    ///
    /// Can only be set. The corresponding C constant is `ZMQ_PROBE_ROUTER`.
    public static var probeRouter: Self { Self(ZMQ_PROBE_ROUTER, "ZMQ_PROBE_ROUTER", .flag) }
}
