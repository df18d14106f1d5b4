import Glibc

/// A descriptor that any thread can make readable, so that a thread in a ``Poller`` learns that a queue has something.
///
/// Signals that come before the owner clears are one. A pipe inside: neither end ever blocks.
public final class WakeUp: Sendable {
    /// What to poll for ``PollEvents/readable``; closed with this object.
    public let descriptor: Int32

    private let writingEnd: Int32

    /// Makes a wake-up that is not signalled.
    ///
    /// The corresponding C functions are `pipe` and `fcntl`.
    ///
    /// - Throws: ``ZeroMQError`` with `EMFILE` when the process has no descriptors left.
    public init() throws(ZeroMQError) {
        var ends: [Int32] = [-1, -1]
        try CallResult { pipe(&ends) }.check("pipe")
        (descriptor, writingEnd) = (ends[0], ends[1])
        for end in ends {
            try CallResult { fcntl(end, F_SETFL, O_NONBLOCK) }.check("fcntl", "O_NONBLOCK")
            try CallResult { fcntl(end, F_SETFD, FD_CLOEXEC) }.check("fcntl", "FD_CLOEXEC")
        }
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// Makes the descriptor readable; from any thread.
    ///
    /// The corresponding C function is `write`.
    public func signal() {
        var byte: UInt8 = 0
        // The only failure is a pipe that is full, and then the descriptor is readable already.
        _ = CallResult { Int32(truncatingIfNeeded: write(writingEnd, &byte, 1)) }
    }

    /// Makes the descriptor unreadable until the next signal.
    ///
    /// The owner clears first and looks into the queue then: what is put in afterwards signals anew.
    /// The corresponding C function is `read`.
    public func clear() {
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            var isFull = true
            while isFull {
                let result = CallResult {
                    Int32(truncatingIfNeeded: read(descriptor, buffer.baseAddress, buffer.count))
                }
                if case .value(let count) = result { isFull = count == buffer.count } else { isFull = false }
            }
        }
    }
}
