internal import Glibc

/// One output of a command that runs: its pipe, and what came out of it so far.
struct OutputStream {
    /// The end that is read from; it is closed by whoever made it.
    let descriptor: Int32
    /// Whether more may come.
    private(set) var isOpen = true

    private var store: OutputStore
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// An output that nothing was read from yet.
    init(_ descriptor: Int32, _ store: OutputStore) {
        self.descriptor = descriptor
        self.store = store
    }

    /// Takes what there is, at most a buffer full of it.
    mutating func read() {
        read(atMost: buffer.count)
    }

    /// Takes all that was written before this call, and no more: who goes on writing must not hold the caller up.
    ///
    /// - Returns: Whether a process that still runs has the other end.
    mutating func drain() -> Bool {
        readWaiting()
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard isOpen, poll(&request, 1, 0) >= 0 else { return isOpen }
        guard request.revents & Int16(POLLHUP) != 0 else { return true }
        // Written between the two looks, by a process that has ended since.
        readWaiting()
        return false
    }

    /// What the output came to.
    mutating func finish() -> CapturedOutput {
        store.finish()
    }

    private mutating func readWaiting() {
        var waiting: Int32 = 0
        guard ioctl(descriptor, UInt(FIONREAD), &waiting) == 0 else { return }
        var rest = Int(waiting)
        while isOpen, rest > 0 {
            let count = read(atMost: min(rest, buffer.count))
            guard count > 0 else { return }
            rest -= count
        }
    }

    @discardableResult
    private mutating func read(atMost limit: Int) -> Int {
        while true {
            let count = Glibc.read(descriptor, &buffer, limit)
            if count < 0, errno == EINTR { continue }
            if count > 0 {
                buffer.withUnsafeBytes { store.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            } else if count == 0 || errno != EAGAIN {
                isOpen = false
            }
            return count
        }
    }
}
