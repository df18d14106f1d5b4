import CZeroMQ
import Glibc

extension Socket {
    /// Sends one part, copying the bytes once.
    ///
    /// The corresponding C function is `zmq_send`.
    ///
    /// - Parameters:
    ///   - bytes: The part.
    ///   - more: Whether further parts of the same message follow.
    ///   - wait: Whether to wait until it can be sent, for at most ``SocketOption/sendTimeout``.
    /// - Returns: Whether it was sent, and otherwise why not.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown, or for a call the socket's kind does not allow now.
    public func send(_ bytes: [UInt8], more: Bool = false, wait: Bool = false) throws(ZeroMQError) -> SendResult {
        try checkThread("zmq_send")
        let flags = sendFlags(more: more, wait: wait)
        return try sendResult(
            of: CallResult { bytes.withUnsafeBytes { zmq_send(handle, $0.baseAddress, $0.count, flags) } },
            "zmq_send"
        )
    }

    /// Sends a message of several parts, all or none of them.
    ///
    /// libzmq looks for room at the first part alone, so that the others follow. Should the peer vanish between two
    /// parts, the peer gets nothing and the answer is ``SendResult/wouldBlock``, or ``SendResult/sent`` as for any
    /// message whose peer vanishes after it. No parts: nothing is sent. The corresponding C function is `zmq_send`.
    ///
    /// - Parameters:
    ///   - parts: The parts, in order.
    ///   - wait: Whether to wait until the message can be sent, for at most ``SocketOption/sendTimeout``.
    /// - Returns: Whether it was sent, and otherwise why not.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown, or for a call the socket's kind does not allow now.
    public func send(parts: [[UInt8]], wait: Bool = false) throws(ZeroMQError) -> SendResult {
        for (index, part) in parts.enumerated() {
            let result = try send(part, more: index < parts.count - 1, wait: wait)
            guard result == .sent else { return result }
        }
        return .sent
    }

    /// Sends a received part on, sharing its bytes instead of copying them.
    ///
    /// The message stays as it is and may be sent again. Up to 33 bytes are copied, which costs less than sharing.
    /// The corresponding C function is `zmq_msg_send`.
    ///
    /// - Parameters:
    ///   - message: The part; its own ``Message/hasMore`` plays no role.
    ///   - more: Whether further parts of the same message follow.
    ///   - wait: Whether to wait until it can be sent, for at most ``SocketOption/sendTimeout``.
    /// - Returns: Whether it was sent, and otherwise why not.
    /// - Throws: ``ZeroMQError`` with `ETERM` after a shutdown, or for a call the socket's kind does not allow now.
    public func send(_ message: Message, more: Bool = false, wait: Bool = false) throws(ZeroMQError) -> SendResult {
        try checkThread("zmq_msg_send")
        let flags = sendFlags(more: more, wait: wait)
        var copy = zmq_msg_t()
        zmq_msg_init(&copy)
        // Sending empties the copy; what could not be sent is let go of here.
        defer { zmq_msg_close(&copy) }
        try message.share(with: &copy)
        return try sendResult(of: CallResult { zmq_msg_send(&copy, handle, flags) }, "zmq_msg_send")
    }

    private func sendFlags(more: Bool, wait: Bool) -> Int32 {
        (more ? ZMQ_SNDMORE : 0) | (wait ? 0 : ZMQ_DONTWAIT)
    }

    private func sendResult(of call: CallResult, _ function: String) throws(ZeroMQError) -> SendResult {
        switch call {
        case .value: return .sent
        // EFAULT: the peer vanished between two parts, libzmq took the earlier ones back and awaits a first part again.
        case .failure(EAGAIN), .failure(EFAULT): return .wouldBlock
        case .failure(EHOSTUNREACH): return .unreachable
        case .failure(let code): throw ZeroMQError(function, code, "\(kind)")
        }
    }
}
