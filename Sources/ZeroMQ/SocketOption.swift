import CZeroMQ
import Glibc

/// Something that can be set on a socket, or asked of it, with the Swift type of its value.
///
/// Most options act on connections made afterwards: set them before ``Socket/bind(_:)`` and ``Socket/connect(_:)``.
public struct SocketOption<Value>: Sendable {
    let constant: Int32

    /// The name of the C constant.
    public let name: String

    let coding: OptionCoding<Value>

    init(_ constant: Int32, _ name: String, _ coding: OptionCoding<Value>) {
        self.constant = constant
        self.name = name
        self.coding = coding
    }
}

extension Socket {
    /// Sets an option.
    ///
    /// The corresponding C function is `zmq_setsockopt`.
    ///
    /// - Parameters:
    ///   - option: The option.
    ///   - value: Its new value.
    /// - Throws: ``ZeroMQError`` with `EINVAL` for a value out of range and for an option that this kind of socket
    ///   does not have.
    public func set<Value>(_ option: SocketOption<Value>, _ value: Value) throws(ZeroMQError) {
        guard let bytes = option.coding.encode(value) else { throw ZeroMQError("zmq_setsockopt", EINVAL, option.name) }
        try call("zmq_setsockopt", option.name) {
            bytes.withUnsafeBytes { zmq_setsockopt(handle, option.constant, $0.baseAddress, $0.count) }
        }
    }

    /// Asks for an option's value.
    ///
    /// The corresponding C function is `zmq_getsockopt`.
    ///
    /// - Parameter option: The option.
    /// - Returns: Its value.
    /// - Throws: ``ZeroMQError`` with `EINVAL` for an option that can only be set.
    public func get<Value>(_ option: SocketOption<Value>) throws(ZeroMQError) -> Value {
        var bytes = [UInt8](repeating: 0, count: option.coding.capacity)
        var size = bytes.count
        try call("zmq_getsockopt", option.name) {
            zmq_getsockopt(handle, option.constant, &bytes, &size)
        }
        guard let value = option.coding.decode(bytes.prefix(size)) else {
            throw ZeroMQError("zmq_getsockopt", EINVAL, option.name)
        }
        return value
    }
}
