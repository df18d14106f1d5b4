import CZeroMQ
import Glibc

extension Socket {
    /// The most parts that ``receiveParts(wait:)`` hands over.
    public static var maximumParts: Int { 32 }

    /// Receives one part.
    ///
    /// The corresponding C function is `zmq_msg_recv`.
    ///
    /// - Parameter wait: Whether to wait for one, for at most ``SocketOption/receiveTimeout``.
    /// - Returns: The part, or nil where there is none.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown, or for a call the socket's kind does not allow now.
    public func receive(wait: Bool = false) throws(ZeroMQError) -> Message? {
        try checkThread("zmq_msg_recv")
        let frame = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: 1)
        zmq_msg_init(frame)
        let result = CallResult { zmq_msg_recv(frame, handle, wait ? 0 : ZMQ_DONTWAIT) }
        if case .value = result { return Message(owning: frame) }
        zmq_msg_close(frame)
        frame.deallocate()
        if case .failure(EAGAIN) = result { return nil }
        try result.check("zmq_msg_recv", "\(kind)")
        return nil
    }

    /// Receives a message with all its parts.
    ///
    /// A peer decides how many parts it sends: those of a message with more than ``maximumParts`` are read and dropped
    /// one by one, so that it costs no memory, and what comes back is an array with no parts, as no message has.
    /// The corresponding C function is `zmq_msg_recv`.
    ///
    /// - Parameter wait: Whether to wait for one, for at most ``SocketOption/receiveTimeout``.
    /// - Returns: The parts, none of a message that had too many, or nil where there is no message.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown, or for a call the socket's kind does not allow now.
    public func receiveParts(wait: Bool = false) throws(ZeroMQError) -> [Message]? {
        guard var last = try receive(wait: wait) else { return nil }
        var parts = [last]
        var count = 1
        // libzmq shows a message's first part when the others are there too.
        while last.hasMore, let next = try receive(wait: wait) {
            last = next
            count += 1
            if count <= Self.maximumParts { parts.append(next) } else { parts.removeAll() }
        }
        return parts
    }
}
