import CZeroMQ

/// The role of a socket in its messaging pattern.
public enum SocketKind: Sendable, Hashable, CaseIterable {
    /// The corresponding C constant is `ZMQ_PUB`.
    case pub
    /// The corresponding C constant is `ZMQ_SUB`.
    case sub
    /// The corresponding C constant is `ZMQ_XPUB`.
    case xpub
    /// The corresponding C constant is `ZMQ_XSUB`.
    case xsub
    /// The corresponding C constant is `ZMQ_PUSH`.
    case push
    /// The corresponding C constant is `ZMQ_PULL`.
    case pull
    /// The corresponding C constant is `ZMQ_ROUTER`.
    case router
    /// The corresponding C constant is `ZMQ_DEALER`.
    case dealer
    /// The corresponding C constant is `ZMQ_REQ`.
    case req
    /// The corresponding C constant is `ZMQ_REP`.
    case rep
    /// The corresponding C constant is `ZMQ_PAIR`.
    case pair

    var constant: Int32 {
        switch self {
        case .pub: ZMQ_PUB
        case .sub: ZMQ_SUB
        case .xpub: ZMQ_XPUB
        case .xsub: ZMQ_XSUB
        case .push: ZMQ_PUSH
        case .pull: ZMQ_PULL
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .req: ZMQ_REQ
        case .rep: ZMQ_REP
        case .pair: ZMQ_PAIR
        }
    }
}
