internal import CLinux
internal import Glibc

/// Runs what blocks on a thread of its own, since the threads that tasks share must not be blocked.
enum OwnThread {
    /// Runs a body on a new thread and waits for what it returns or throws.
    ///
    /// - Throws: What the body throws, or ``ShellCommandError/notStarted(_:)`` where the system would not start a thread.
    static func run<T: Sendable>(
        _ name: String,
        _ body: @escaping @Sendable () throws(ShellCommandError) -> T
    ) async throws(ShellCommandError) -> T {
        let result: Result<T, ShellCommandError> = await withCheckedContinuation { continuation in
            let code = start(name) { continuation.resume(returning: Result(catching: body)) }
            guard code != 0 else { return }
            continuation.resume(returning: .failure(.notStarted("pthread_create: \(String(cString: strerror(code)))")))
        }
        return try result.get()
    }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Runs a body on a new thread and waits for nothing.
    ///
    /// - Returns: the C library's error number; 0 where the thread has started.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> Int32 {
        var thread = pthread_t()
        let start = Unmanaged.passRetained(Start(name, body))
        let code = pthread_create(
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
        guard code == 0 else {
            start.release()
            return code
        }
        pthread_detach(thread)
        return 0
    }
}
