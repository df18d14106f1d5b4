internal import CLinux
internal import Glibc

/// A daemon that a test has started: a process that is not its child, told apart by a descriptor of its own.
public final class DaemonHandle: Sendable {
    /// The process id.
    public let pid: Int32
    private let descriptor: Int32

    /// The process that a pid file names.
    ///
    /// - Throws: ``DeadlinePassed`` where there is none.
    public convenience init(pidFile: String) throws {
        guard let pid = Int32(try TestFile.read(pidFile).prefix { $0 != "\n" }) else {
            throw DeadlinePassed("a process id in \(pidFile)")
        }
        try self.init(pid: pid)
    }

    /// The process of an id.
    ///
    /// - Throws: ``DeadlinePassed`` where there is none.
    public init(pid: Int32) throws {
        let descriptor = brine_pidfd_open(pid)
        guard descriptor >= 0 else { throw DeadlinePassed("the process \(pid)") }
        self.pid = pid
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends a signal, unless the process has ended.
    public func send(_ signal: Int32) {
        if !hasEnded(within: .zero) { kill(pid, signal) }
    }

    /// Sends a signal and waits for the end of the process.
    ///
    /// - Throws: ``DeadlinePassed`` where it does not end.
    public func end(_ signal: Int32) throws {
        send(signal)
        guard hasEnded(within: eventDeadline) else { throw DeadlinePassed("the end of process \(pid)") }
    }

    /// Whether the process ends within a duration.
    public func hasEnded(within duration: Duration) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, Int32(duration.components.seconds * 1_000)) > 0
    }
}
