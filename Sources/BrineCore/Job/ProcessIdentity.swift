/// Names one process for as long as the machine is up: its pid, and when it started.
///
/// A reused pid has another start time.
public struct ProcessIdentity: Sendable, Hashable {
    /// The process id.
    public let pid: Int32
    /// When it started, in the kernel's clock ticks since boot (`/proc/<pid>/stat`, field 22).
    public let startTime: UInt64

    /// A process that may or may not be there any more.
    public init(pid: Int32, startTime: UInt64) {
        self.pid = pid
        self.startTime = startTime
    }
}
