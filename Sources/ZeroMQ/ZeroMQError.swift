import CZeroMQ

/// A call into libzmq that failed: which function, on what, and why.
///
/// Printed it reads `zmq_bind(tcp://0.0.0.0:4505): Address already in use`. Secrets never enter ``detail``.
public struct ZeroMQError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the C function.
    public let function: String

    /// The value of `errno`, one of the system's or one of libzmq's own.
    public let code: Int32

    /// The endpoint or the option that the call was about, or an empty text.
    public let detail: String

    /// The words of libzmq for ``code``.
    ///
    /// The corresponding C function is `zmq_strerror`.
    public var message: String {
        String(cString: zmq_strerror(code))
    }

    /// Whether the call ended because its context was shut down, which is how a thread learns that it shall end.
    ///
    /// The corresponding C constant is `ETERM`.
    public var isShutdown: Bool { code == contextTerminated }

    /// The function, what it was about, and why it failed.
    public var description: String {
        detail.isEmpty ? "\(function): \(message)" : "\(function)(\(detail)): \(message)"
    }

    init(_ function: String, _ code: Int32, _ detail: String = "") {
        self.function = function
        self.code = code
        self.detail = detail
    }
}
