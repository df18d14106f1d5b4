internal import Synchronization
internal import ZeroMQ

/// Tells a thread that waits in a poller to stop.
public final class StopSignal: Sendable {
    private let requested = Atomic(false)
    private let wakeUp: WakeUp

    /// A signal nobody has given yet.
    ///
    /// - Throws: `ZeroMQError` where the system gives no descriptor.
    public init() throws {
        wakeUp = try WakeUp()
    }

    /// Asks the thread to stop.
    public func request() {
        requested.store(true, ordering: .releasing)
        wakeUp.signal()
    }

    /// Whether it was asked.
    public var isRequested: Bool {
        requested.load(ordering: .acquiring)
    }

    /// Becomes readable when it was asked.
    public var descriptor: Int32 {
        wakeUp.descriptor
    }
}
