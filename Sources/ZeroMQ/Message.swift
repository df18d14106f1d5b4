import CZeroMQ
import Synchronization

/// One received part, read where libzmq put it.
///
/// A small message keeps the buffer it was read from the network with (8 KiB) alive: take ``array()`` of what is kept
/// for long.
///
/// Sendable: the bytes and properties never change after the message was received, ``hasMore`` is copied out before
/// anybody else sees the object, closing happens when nobody holds it, and the one call that writes to the `zmq_msg_t`,
/// sharing its content with an outgoing message, is made under ``sharing`` and touches nothing that the reading calls
/// look at.
public final class Message: @unchecked Sendable {
    /// Whether further parts of the same message follow.
    ///
    /// The corresponding C function is `zmq_msg_more`.
    public let hasMore: Bool

    /// On the heap, since libzmq wants a message to stay at one address.
    private let frame: UnsafeMutablePointer<zmq_msg_t>

    private let sharing = Mutex(())

    /// Takes over a received message, to be closed and freed with this object.
    init(owning frame: UnsafeMutablePointer<zmq_msg_t>) {
        self.frame = frame
        hasMore = zmq_msg_more(frame) != 0
    }

    /// Frees the message.
    ///
    /// The corresponding C function is `zmq_msg_close`.
    deinit {
        zmq_msg_close(frame)
        frame.deallocate()
    }

    /// The number of bytes.
    ///
    /// The corresponding C function is `zmq_msg_size`.
    public var count: Int { zmq_msg_size(frame) }

    /// Calls the body with the bytes in place; the pointer is good only within it.
    ///
    /// The corresponding C function is `zmq_msg_data`.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: zmq_msg_data(frame), count: count))
    }

    /// Calls the body with the bytes in place, as a span that cannot leave it.
    ///
    /// The corresponding C function is `zmq_msg_data`.
    public func withBytes<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        try withUnsafeBytes { try body($0.bytes) }
    }

    /// A copy of the bytes.
    public func array() -> [UInt8] {
        withUnsafeBytes { [UInt8]($0) }
    }

    /// A property of the connection the message came over, or nil where it has none of that name.
    ///
    /// `User-Id` is what the ZAP handler called the peer, `Peer-Address` its address. Only what the ZAP handler answers
    /// can be believed: without one, a peer chooses its own `User-Id`.
    /// The corresponding C function is `zmq_msg_gets`.
    public func property(_ name: String) -> String? {
        zmq_msg_gets(frame, name).flatMap { String(validatingCString: $0) }
    }

    /// The descriptor of the TCP connection the message came over, or nil where it came over none.
    ///
    /// It belongs to libzmq, and to another connection as soon as this one has ended.
    /// The corresponding C constant is `ZMQ_SRCFD`.
    public var sourceDescriptor: Int32? {
        let descriptor = zmq_msg_get(frame, ZMQ_SRCFD)
        return descriptor < 0 ? nil : descriptor
    }

    /// Makes an initialised message share this one's content.
    ///
    /// The first sharing writes a flag and the count of references into the original: hence one at a time.
    /// The corresponding C function is `zmq_msg_copy`.
    func share(with copy: UnsafeMutablePointer<zmq_msg_t>) throws(ZeroMQError) {
        try sharing.withLock { _ throws(ZeroMQError) in
            try CallResult { zmq_msg_copy(copy, frame) }.check("zmq_msg_copy")
        }
    }
}
