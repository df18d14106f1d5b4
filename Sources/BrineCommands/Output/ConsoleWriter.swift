import Glibc

/// Where answers go: standard output, or the file of `--out-file`.
///
/// The only place that writes to standard output. A process that wants ``ConsoleError/readerGone`` rather than to be
/// ended by the signal must ignore `SIGPIPE`.
final class ConsoleWriter: Sendable {
    private let descriptor: Int32
    private let closesDescriptor: Bool

    /// A writer to standard output.
    static let standardOutput = ConsoleWriter(descriptor: STDOUT_FILENO, closesDescriptor: false)

    /// A writer to a descriptor, which it closes at its end where it is told to.
    init(descriptor: Int32, closesDescriptor: Bool) {
        self.descriptor = descriptor
        self.closesDescriptor = closesDescriptor
    }

    /// A writer to a file, which is created where there is none.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - appending: Whether what the file holds stays and the answers come after it.
    /// - Throws: ``ConsoleError/cannotOpen(path:reason:)``.
    convenience init(path: String, appending: Bool) throws(ConsoleError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC)
        let descriptor = open(path, flags, 0o666)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: ConsoleError.reason(errno)) }
        self.init(descriptor: descriptor, closesDescriptor: true)
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// Whether people read what is written, on a terminal.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes a rendered answer and the end of its line; nothing for an empty one, as Salt does.
    ///
    /// - Throws: ``ConsoleError``.
    func writeAnswer(_ text: String) throws(ConsoleError) {
        guard !text.isEmpty else { return }
        try writeLine(text)
    }

    /// Writes a text and a newline.
    ///
    /// Blocks until all of it is written.
    ///
    /// - Throws: ``ConsoleError``.
    func writeLine(_ text: String) throws(ConsoleError) {
        var rest = Array(text.utf8)[...]
        rest.append(UInt8(ascii: "\n"))
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else {
                try recover(from: errno)
            }
        }
    }

    private func recover(from code: Int32) throws(ConsoleError) {
        switch code {
        case EINTR:
            break
        case EAGAIN:
            // Whoever shares the terminal or pipe may have made it non-blocking.
            var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&waited, 1, -1)
        case EPIPE:
            throw .readerGone
        default:
            throw .cannotWrite(reason: ConsoleError.reason(code))
        }
    }
}
