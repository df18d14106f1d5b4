import CZeroMQ
import Synchronization

/// The home of sockets: it owns libzmq's I/O threads and the names of `inproc` endpoints.
///
/// Contexts may be used from every thread. Each socket keeps its context, so a context that nobody holds any more has
/// no sockets, and is terminated. That walks every subscription (seconds in a master with thousands of minions); a
/// process that ends anyway need not let go of its context.
public final class Context: Sendable {
    /// A context's address, or nil after ``terminate()``.
    private let state: Mutex<Handle?>

    /// Makes a context whose sockets do not linger unless told to.
    ///
    /// libzmq's own default makes termination wait for ever for a peer that is away; here ``SocketOption/linger`` is
    /// zero until it is set (`ZMQ_BLOCKY` off). The corresponding C function is `zmq_ctx_new`.
    ///
    /// - Throws: ``ZeroMQError`` with `EMFILE` when the process has no descriptors left.
    public init() throws(ZeroMQError) {
        guard let pointer = zmq_ctx_new() else { throw ZeroMQError("zmq_ctx_new", zmq_errno()) }
        state = Mutex(Handle(pointer: pointer))
        try CallResult { zmq_ctx_set(pointer, ZMQ_BLOCKY, 0) }.check("zmq_ctx_set", "ZMQ_BLOCKY")
    }

    deinit { terminate() }

    /// Sets an option, before the first socket is made.
    ///
    /// The corresponding C function is `zmq_ctx_set`.
    ///
    /// - Throws: ``ZeroMQError`` with `EINVAL` for an impossible value, with `ETERM` after ``terminate()``.
    public func setOption(_ option: ContextOption, _ value: Int32) throws(ZeroMQError) {
        try withHandle("zmq_ctx_set") { pointer throws(ZeroMQError) in
            try CallResult { zmq_ctx_set(pointer, option.constant, value) }.check("zmq_ctx_set", option.name)
        }
    }

    /// Makes every blocking call on every socket of this context end with `ETERM`, and every later call too.
    ///
    /// Returns at once and may be called from every thread, any number of times. The threads that own sockets then
    /// close them. The corresponding C function is `zmq_ctx_shutdown`.
    public func shutdown() {
        state.withLock { handle in
            if let handle { _ = zmq_ctx_shutdown(handle.pointer) }
        }
    }

    /// Shuts down and waits until all sockets are closed and have lingered.
    ///
    /// Never returns on a thread that itself keeps a socket of this context open. A second call does nothing.
    /// The corresponding C function is `zmq_ctx_term`.
    public func terminate() {
        // The lock is not held while waiting: `shutdown()` from another thread must not wait as well.
        guard let handle = state.withLock({ $0.take() }) else { return }
        _ = CallResult { zmq_ctx_term(handle.pointer) }
    }

    /// Makes a socket's handle; the caller closes it.
    func makeSocket(_ kind: SocketKind) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        let socket = try withHandle("zmq_socket") { pointer throws(ZeroMQError) in
            guard let socket = zmq_socket(pointer, kind.constant) else {
                throw ZeroMQError("zmq_socket", zmq_errno(), "\(kind)")
            }
            return Handle(pointer: socket)
        }
        return socket.pointer
    }

    private func withHandle<Result: Sendable>(
        _ function: String,
        _ body: (UnsafeMutableRawPointer) throws(ZeroMQError) -> Result
    ) throws(ZeroMQError) -> Result {
        try state.withLock { handle throws(ZeroMQError) in
            guard let handle else { throw ZeroMQError(function, contextTerminated) }
            return try body(handle.pointer)
        }
    }
}

/// An address inside libzmq on its way from one thread to another.
///
/// Sendable: it is only a number here. A context's may be used from every thread, as libzmq promises; a socket's is
/// only carried out of the lock by the thread that made it.
private struct Handle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
}
