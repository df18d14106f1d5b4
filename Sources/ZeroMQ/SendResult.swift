/// What became of a message that was to be sent.
public enum SendResult: Sendable, Hashable {
    /// It is in a queue towards a peer, or the socket's kind drops what nobody takes.
    case sent

    /// The queues are full or there is no peer, and nothing was sent; try again when the socket is writable.
    ///
    /// The corresponding C constant is `EAGAIN`.
    case wouldBlock

    /// The peer that the first part of a router's message names is not connected, and nothing was sent.
    ///
    /// Only with ``SocketOption/routerMandatory``. The corresponding C constant is `EHOSTUNREACH`.
    case unreachable
}
