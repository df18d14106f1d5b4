internal import ZeroMQ

/// The one libzmq context of a process, with its I/O thread.
public struct BusContext: Sendable {
    let context: Context
    /// Told which socket's thread has ended by which error: what it served is served no more.
    let failed: @Sendable (_ thread: String, _ error: any Error) -> Void

    /// A context of its own.
    ///
    /// - Parameters:
    ///   - sockets: How many sockets it may have open at a time; nil for libzmq's own bound, 1,023.
    ///   - failed: Told which socket's thread has ended by which error, on that thread.
    /// - Throws: `ZeroMQError` where libzmq cannot start, or was built without CURVE.
    public init(
        sockets: Int32? = nil,
        failed: @escaping @Sendable (_ thread: String, _ error: any Error) -> Void = { _, _ in }
    ) throws {
        guard hasCurve() else { throw BusError.noCurve }
        context = try Context()
        if let sockets { try context.setOption(.maxSockets, sockets) }
        self.failed = failed
    }

    /// Starts the thread of a socket of this context.
    func thread(_ name: String, _ body: @escaping @Sendable (_ ready: () -> Void) throws -> Void) throws -> BusThread {
        let failed = failed
        return try BusThread(name, failed: { failed(name, $0) }, body: body)
    }
}

/// Why the bus cannot be used at all.
public enum BusError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The installed libzmq was built without libsodium.
    case noCurve
    /// The path of a local socket is longer than the system takes.
    case socketPathTooLong(String, limit: Int)

    /// The error in words.
    public var description: String {
        switch self {
        case .noCurve: "this libzmq was built without CURVE; a libzmq built with libsodium is needed"
        case .socketPathTooLong(let path, let limit):
            "the local socket's path has \(path.utf8.count) bytes, the system takes \(limit) at most: \(path); set sock_dir to a shorter one"
        }
    }
}
