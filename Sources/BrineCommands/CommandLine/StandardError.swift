import Glibc

/// Where everything goes that is not an answer.
enum StandardError {
    /// Writes a line, or several.
    static func write(_ text: String) {
        var rest = Array("\(text)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // There is nowhere left to complain to.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether people read what is written, on a terminal.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
