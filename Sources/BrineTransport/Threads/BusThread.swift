internal import CLinux
internal import Glibc
internal import Synchronization

/// A thread of the operating system that owns ZeroMQ sockets from their making to their end.
///
/// libzmq's sockets belong to one thread. `Socket` is not `Sendable`, so the compiler keeps one from leaving the body that
/// made it; this type gives such a body its thread, and hands an error of its opening (a port in use, say) to whoever
/// started it.
public final class BusThread: Sendable {
    private let finished = ThreadSignal<Void>()

    /// Starts a thread and waits until its body has called `ready`.
    ///
    /// - Parameters:
    ///   - name: The thread's name, as debuggers and `top -H` show it; cut after 15 bytes.
    ///   - failed: Told, on the thread, of an error that ends the body after it was ready.
    ///   - body: Opens what it needs, calls `ready` once, and then runs until it is told to stop.
    /// - Throws: What the body threw before it was ready.
    public init(
        _ name: String,
        failed: @escaping @Sendable (any Error) -> Void = { _ in },
        body: @escaping @Sendable (_ ready: () -> Void) throws -> Void
    ) throws {
        let opened = ThreadSignal<Result<Void, any Error>>()
        let finished = finished
        try Self.spawn(name) {
            do {
                try body { opened.give(.success(())) }
                opened.give(.success(()))
            } catch {
                if !opened.give(.failure(error)) { failed(error) }
            }
            finished.give(())
        }
        try opened.wait().get()
    }

    /// Waits until the body has returned.
    ///
    /// Blocks the calling thread.
    public func join() {
        finished.wait()
    }

    private static func spawn(_ name: String, _ body: @escaping @Sendable () -> Void) throws {
        final class Start {
            let name: String
            let body: @Sendable () -> Void
            init(name: String, body: @escaping @Sendable () -> Void) {
                self.name = name
                self.body = body
            }
        }
        var thread = pthread_t()
        let start = Unmanaged.passRetained(Start(name: String(name.prefix(15)), body: body))
        let result = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                brine_name_thread(start.name)
                start.body()
                return nil
            },
            start.toOpaque()
        )
        guard result == 0 else {
            start.release()
            throw ThreadError(code: result)
        }
        pthread_detach(thread)
    }
}

/// The operating system would not start a thread.
public struct ThreadError: Error, Sendable, CustomStringConvertible {
    /// The C library's error number.
    public let code: Int32

    /// The error in words.
    public var description: String { "pthread_create: \(String(cString: strerror(code)))" }
}

/// A value that one thread gives once and another waits for.
private final class ThreadSignal<Given: Sendable>: @unchecked Sendable {
    // Sendable: `given` is only touched with `mutex` held; the mutex and the condition live at fixed addresses of their own
    // from `init` to `deinit` and are made to be used from any thread.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var given: Given?

    init() {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Gives the value; only the first counts, and whether this one was is the answer.
    @discardableResult
    func give(_ value: Given) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard given == nil else { return false }
        given = value
        pthread_cond_broadcast(condition)
        return true
    }

    @discardableResult
    func wait() -> Given {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let given { return given }
            pthread_cond_wait(condition, mutex)
        }
    }
}
