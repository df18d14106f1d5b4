internal import CLinux
internal import Glibc

/// A process that is not taken for another one that gets its pid after its end.
final class WatchedProcess {
    /// Its process id.
    let pid: Int32
    /// Becomes readable when the process has ended.
    let descriptor: Int32

    /// A process of an id, or nil where there is none; `errno` says why.
    init?(_ pid: Int32) {
        let descriptor = brine_pidfd_open(pid)
        guard descriptor >= 0 else { return nil }
        self.pid = pid
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Whether it has ended.
    var hasEnded: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Sends a signal, unless it has ended.
    func signal(_ number: Int32) {
        if !hasEnded { kill(pid, number) }
    }
}
