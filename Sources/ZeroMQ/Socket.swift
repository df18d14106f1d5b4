import CZeroMQ
import Glibc

/// A ZeroMQ socket, owned by the thread that made it.
///
/// libzmq's sockets are not thread safe, and a mistake there corrupts memory long before it is seen. So every call
/// looks at the calling thread: from a foreign thread it traps in a debug build, with both threads in the text, and
/// throws ``ZeroMQError`` with `ENOTSOCK` in a release build. Only the last release may happen elsewhere, since a
/// socket may be closed by another thread once its owner is done with it.
public final class Socket {
    /// The context this socket lives in.
    public let context: Context

    /// The role of this socket.
    public let kind: SocketKind

    /// The socket inside libzmq; valid as long as this object.
    let handle: UnsafeMutableRawPointer

    private let owner: pthread_t

    /// Makes a socket that belongs to the calling thread.
    ///
    /// The corresponding C function is `zmq_socket`.
    ///
    /// - Parameters:
    ///   - kind: Its role.
    ///   - context: The context it lives in, and keeps.
    /// - Throws: ``ZeroMQError`` with `EMFILE` when ``ContextOption/maxSockets`` or the process's descriptors are used
    ///   up, with `ETERM` when the context was shut down.
    public init(_ kind: SocketKind, in context: Context) throws(ZeroMQError) {
        handle = try context.makeSocket(kind)
        owner = pthread_self()
        self.context = context
        self.kind = kind
    }

    /// Closes the socket.
    ///
    /// What was sent and not yet delivered is kept for the time of ``SocketOption/linger``.
    /// The corresponding C function is `zmq_close`.
    deinit { _ = zmq_close(handle) }

    /// Accepts connections on an endpoint such as `tcp://0.0.0.0:4505`.
    ///
    /// Port `*` takes a free one; ``SocketOption/lastEndpoint`` tells which. A port above 65535 is not refused but
    /// taken modulo 65536: check a port before it becomes an endpoint. The corresponding C function is `zmq_bind`.
    ///
    /// - Throws: ``ZeroMQError`` with `EADDRINUSE`, `EADDRNOTAVAIL`, `ENODEV`, or `EINVAL` for a malformed endpoint.
    public func bind(_ endpoint: String) throws(ZeroMQError) {
        try call("zmq_bind", endpoint) { zmq_bind(handle, endpoint) }
    }

    /// Stops accepting connections on an endpoint that was bound; the text must be the one of
    /// ``SocketOption/lastEndpoint``.
    ///
    /// The corresponding C function is `zmq_unbind`.
    ///
    /// - Throws: ``ZeroMQError`` with `ENOENT` when nothing is bound there.
    public func unbind(_ endpoint: String) throws(ZeroMQError) {
        try call("zmq_unbind", endpoint) { zmq_unbind(handle, endpoint) }
    }

    /// Connects to an endpoint, now and again whenever the connection is lost.
    ///
    /// Returns before there is a connection: that nobody listens there is no error.
    /// The corresponding C function is `zmq_connect`.
    ///
    /// - Throws: ``ZeroMQError`` with `EINVAL` for a malformed endpoint.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        try call("zmq_connect", endpoint) { zmq_connect(handle, endpoint) }
    }

    /// Ends the connection to an endpoint and does not make it again.
    ///
    /// The corresponding C function is `zmq_disconnect`.
    ///
    /// - Throws: ``ZeroMQError`` with `ENOENT` when there was no ``connect(_:)`` to it.
    public func disconnect(_ endpoint: String) throws(ZeroMQError) {
        try call("zmq_disconnect", endpoint) { zmq_disconnect(handle, endpoint) }
    }

    /// Leaves the socket, its connections and its context open until the process ends.
    ///
    /// For a process that is about to end: closing an XPUB walks all topics for each of its connections, which takes
    /// many seconds with thousands of them.
    public func abandon() {
        _ = Unmanaged.passRetained(self)
    }

    /// Makes one call on the socket for its owner.
    func call(_ function: String, _ detail: String, _ body: () -> Int32) throws(ZeroMQError) {
        try checkThread(function)
        try CallResult(body).check(function, detail)
    }

    /// Traps or throws unless the calling thread is the socket's.
    func checkThread(_ function: String) throws(ZeroMQError) {
        let caller = pthread_self()
        guard pthread_equal(caller, owner) == 0 else { return }
        let threads = "socket of thread \(owner) used by thread \(caller)"
        assertionFailure("\(function): \(threads)")
        throw ZeroMQError(function, ENOTSOCK, threads)
    }
}

@available(*, unavailable, message: "A socket belongs to the thread that made it.")
extension Socket: Sendable {}
