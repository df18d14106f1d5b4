import CZeroMQ
import Glibc

/// Waits on several sockets and descriptors of one thread at once.
///
/// Each wait looks at all of them: meant for a handful. The poller keeps its sockets alive.
public struct Poller {
    /// A removed entry stays as a hole (descriptor -1, which the system ignores), so that tokens are indices.
    private var items: [zmq_pollitem_t] = []
    private var sockets: [Socket?] = []

    /// Makes a poller that waits on nothing.
    public init() {}

    /// Adds a socket.
    ///
    /// - Parameters:
    ///   - socket: A socket of this thread.
    ///   - events: What to wait for.
    /// - Returns: The token of this entry; after ``remove(_:)`` it may be given out again.
    public mutating func add(_ socket: Socket, events: PollEvents) -> Int {
        insert(zmq_pollitem_t(socket: socket.handle, fd: -1, events: events.rawValue, revents: 0), socket)
    }

    /// Adds a file descriptor, which stays open until it is removed.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor.
    ///   - events: What to wait for.
    /// - Returns: The token of this entry; after ``remove(_:)`` it may be given out again.
    public mutating func add(descriptor: Int32, events: PollEvents) -> Int {
        insert(zmq_pollitem_t(socket: nil, fd: descriptor, events: events.rawValue, revents: 0), nil)
    }

    /// Takes an entry out and lets go of its socket.
    public mutating func remove(_ token: Int) {
        guard items.indices.contains(token) else { return }
        items[token] = zmq_pollitem_t(socket: nil, fd: -1, events: 0, revents: 0)
        sockets[token] = nil
    }

    /// Changes what an entry waits for.
    public mutating func setEvents(_ token: Int, _ events: PollEvents) {
        guard items.indices.contains(token) else { return }
        items[token].events = events.rawValue
    }

    /// Waits until an entry is ready or the time is over; ``ready(_:)`` then tells which.
    ///
    /// A signal ends the wait early, with nothing ready. The corresponding C function is `zmq_poll`.
    ///
    /// - Parameter timeout: How long at the most, rounded up to milliseconds; nil for ever.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown of a socket's context, with `EINVAL` for an endless
    ///   wait on nothing.
    public mutating func wait(_ timeout: Duration?) throws(ZeroMQError) {
        guard timeout != nil || items.contains(where: { $0.socket != nil || $0.fd >= 0 }) else {
            throw ZeroMQError("zmq_poll", EINVAL, "nothing to wait for")
        }
        for socket in sockets { try socket?.checkThread("zmq_poll") }
        for index in items.indices { items[index].revents = 0 }
        let result = CallResult(retryOnInterrupt: false) {
            zmq_poll(&items, Int32(items.count), timeout?.pollMilliseconds ?? -1)
        }
        if case .failure(EINTR) = result { return }
        try result.check("zmq_poll")
    }

    /// What an entry was found ready for by the last wait.
    public func ready(_ token: Int) -> PollEvents {
        guard items.indices.contains(token) else { return [] }
        return PollEvents(rawValue: items[token].revents)
    }

    private mutating func insert(_ item: zmq_pollitem_t, _ socket: Socket?) -> Int {
        if let hole = items.firstIndex(where: { $0.socket == nil && $0.fd < 0 }) {
            items[hole] = item
            sockets[hole] = socket
            return hole
        }
        items.append(item)
        sockets.append(socket)
        return items.count - 1
    }
}

extension Duration {
    /// Whole milliseconds for a wait: rounded up, none when negative, at most what fits the system's call (24 days).
    fileprivate var pollMilliseconds: Int {
        Int(max(0, wholeMilliseconds ?? .max))
    }
}
