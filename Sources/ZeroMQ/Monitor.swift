import CZeroMQ
import Synchronization

/// Tells what happens to the connections of one socket.
///
/// It belongs to the same thread as the socket it watches, and keeps that socket. Its queue has no limit, since
/// libzmq's I/O thread would stop at a full one for ever: read it, and ask only for the kinds that are needed.
public final class Monitor {
    /// The events' socket, to be polled for ``PollEvents/readable``.
    public let socket: Socket

    private let watched: Socket

    /// Tells monitors of one context apart: each needs an endpoint of its own.
    private static let counter = Atomic<UInt64>(0)

    /// Starts to watch a socket; before its first bind or connect, nothing is missed.
    ///
    /// The corresponding C function is `zmq_socket_monitor`.
    ///
    /// - Parameters:
    ///   - socket: A socket of this thread, with no monitor yet.
    ///   - events: The kinds of events to tell.
    /// - Throws: ``ZeroMQError`` with `EMFILE` when there is no room for another socket, with `ETERM` after a shutdown.
    public init(of socket: Socket, events: MonitorEvents) throws(ZeroMQError) {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        let endpoint = "inproc://monitor-\(number)"
        let receiver = try Socket(.pair, in: socket.context)
        try receiver.set(.receiveHighWaterMark, 0)
        try socket.call("zmq_socket_monitor", endpoint) {
            zmq_socket_monitor(socket.handle, endpoint, Int32(events.rawValue))
        }
        watched = socket
        self.socket = receiver
        try receiver.connect(endpoint)
    }

    /// Ends watching first and the queue then: an event with no reader left would stop libzmq's I/O thread.
    ///
    /// The corresponding C function is `zmq_socket_monitor`.
    deinit { _ = zmq_socket_monitor(watched.handle, nil, 0) }

    /// The next event, or nil where there is none now.
    ///
    /// The corresponding C function is `zmq_msg_recv`.
    ///
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown.
    public func next() throws(ZeroMQError) -> MonitorEvent? {
        try socket.receiveParts().flatMap { MonitorEvent($0) }
    }
}
