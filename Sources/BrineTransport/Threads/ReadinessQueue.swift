internal import CLinux
internal import Glibc

/// Tells which of many thousand descriptors are readable: a wait costs what it finds, not what it watches.
///
/// The corresponding system calls are those of epoll(7).
final class ReadinessQueue {
    /// How many descriptors one wait tells of at the most.
    private static let batch = 256

    private let descriptor: Int32
    private var found = [UInt64](repeating: 0, count: batch)

    /// A queue that watches nothing.
    ///
    /// - Throws: ``EpollError`` with `EMFILE` where the process has no descriptors left.
    init() throws {
        descriptor = epoll_create1(Int32(O_CLOEXEC))
        guard descriptor >= 0 else { throw EpollError(function: "epoll_create1", code: errno) }
    }

    deinit { close(descriptor) }

    /// Watches a descriptor, which is told of by a number.
    ///
    /// - Throws: ``EpollError`` with `ENOSPC` where the system watches no more.
    func add(_ watched: Int32, as token: UInt64) throws {
        guard brine_epoll_add(descriptor, watched, token) == 0 else {
            throw EpollError(function: "epoll_ctl", code: errno)
        }
    }

    /// Watches a descriptor no more; to be called before it is closed.
    func remove(_ watched: Int32) {
        _ = brine_epoll_remove(descriptor, watched)
    }

    /// Waits until some are readable, or the time is over.
    ///
    /// - Returns: the numbers of those that are, some of them where they are many; none after a signal.
    /// - Throws: ``EpollError`` where the system refuses.
    func wait(_ timeout: Duration) throws -> ArraySlice<UInt64> {
        // Rounded up: a wait that ends before its time would be made again and again.
        let (seconds, rest) = timeout.components
        let milliseconds = max(0, min(seconds, 86_400) * 1_000 + (rest + 999_999_999_999_999) / 1_000_000_000_000_000)
        let count = brine_epoll_wait(descriptor, &found, Int32(milliseconds))
        guard count >= 0 else {
            guard errno == EINTR else { throw EpollError(function: "epoll_wait", code: errno) }
            return []
        }
        return found.prefix(Int(count))
    }
}

/// The operating system would not watch descriptors.
struct EpollError: Error, Sendable, CustomStringConvertible {
    /// The function that was called.
    let function: String
    /// The C library's error number.
    let code: Int32

    var description: String { "\(function): \(String(cString: strerror(code)))" }
}
