internal import Logging

/// Gives out workers, and keeps one ready, so that a job does not pay for a process's start.
///
/// Belongs to the minion's thread.
final class WorkerPool {
    private let executable: WorkerExecutable
    private let logger: Logger
    private var idle: WorkerHandle?

    /// A pool with nobody in it yet.
    init(_ executable: WorkerExecutable, logger: Logger) {
        self.executable = executable
        self.logger = logger
    }

    deinit {
        // It has no order and will get none.
        idle?.kill()
        _ = idle?.reap()
    }

    /// Hands out the worker that is ready, or starts one.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func take() throws(FileError) -> WorkerHandle {
        guard let ready else { return try WorkerHandle.start(executable) }
        idle = nil
        return ready
    }

    /// Takes back a worker that got no order.
    func giveBack(_ worker: WorkerHandle) {
        idle = worker
    }

    /// Sees that a worker is ready.
    func warmUp() {
        guard ready == nil else { return }
        do {
            idle = try WorkerHandle.start(executable)
        } catch {
            logger.error("cannot keep a worker ready: \(error)")
        }
    }

    /// The worker that waits for an order, if it still does.
    private var ready: WorkerHandle? {
        guard let idle, idle.hasEnded else { return idle }
        _ = idle.reap()
        self.idle = nil
        return nil
    }
}
