import Glibc

/// One line at the end of a terminal's standard error that is written over itself.
struct StatusLine {
    private var shown = ""

    /// Shows a text in place of the one before.
    mutating func show(_ text: String) {
        guard text != shown else { return }
        shown = text
        // Without a wrap: of a line that takes two rows the first would stay.
        put("\r\u{1B}[K\u{1B}[?7l\(text)\u{1B}[?7h")
    }

    /// Takes the line away, so that an answer has its place.
    mutating func clear() {
        guard !shown.isEmpty else { return }
        shown = ""
        put("\r\u{1B}[K")
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        // A terminal that does not take it misses nothing else.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
