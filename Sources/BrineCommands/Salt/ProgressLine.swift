import BrineClient
import BrineCore
import Glibc

/// The one line on a terminal's standard error that tells how far a job is, written over itself.
struct ProgressLine {
    private let total: Int
    private let start = ContinuousClock.now
    private var isShown = false

    /// A line for a job of so many minions.
    init(total: Int) {
        self.total = total
    }

    /// Shows how far the job is, from the first second on.
    mutating func show(_ gather: Gather) {
        let elapsed = ContinuousClock.now - start
        guard elapsed >= .seconds(1), !gather.waiting.isEmpty else { return }
        isShown = true
        put("\r\u{1B}[K\(gather.count) of \(total) returned, \(Int(elapsed.inSeconds)) s")
    }

    /// Takes the line away, so that an answer has its place.
    mutating func clear() {
        guard isShown else { return }
        isShown = false
        put("\r\u{1B}[K")
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        // A terminal that takes no progress misses nothing else.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
