internal import Synchronization

/// The process id of a process that is being started, shared by the task that starts it and the one that ends it.
final class StartedProcess: Sendable {
    /// 0 until the process has started.
    let pid = Atomic<Int32>(0)
}
