import CZeroMQ

/// What can be set on a ``Context``.
public struct ContextOption: Sendable {
    let constant: Int32
    let name: String

    /// How many sockets the context can have open at a time; 1023 unless set.
    ///
    /// It counts sockets, not their connections. The corresponding C constant is `ZMQ_MAX_SOCKETS`.
    public static let maxSockets = ContextOption(constant: ZMQ_MAX_SOCKETS, name: "ZMQ_MAX_SOCKETS")

    /// How many threads move bytes between queues and network; 1 unless set.
    ///
    /// The corresponding C constant is `ZMQ_IO_THREADS`.
    public static let ioThreads = ContextOption(constant: ZMQ_IO_THREADS, name: "ZMQ_IO_THREADS")
}
