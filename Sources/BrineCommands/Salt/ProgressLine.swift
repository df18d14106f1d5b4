import BrineClient
import BrineCore

/// The one line on a terminal's standard error that tells how far a job is.
struct ProgressLine {
    private let total: Int
    private let start = ContinuousClock.now
    private var line = StatusLine()

    /// A line for a job of so many minions.
    init(total: Int) {
        self.total = total
    }

    /// Shows how far the job is, from the first second on.
    mutating func show(_ gather: Gather) {
        let elapsed = ContinuousClock.now - start
        guard elapsed >= .seconds(1), !gather.waiting.isEmpty else { return }
        line.show("\(gather.count) of \(total) returned, \(Int(elapsed.inSeconds)) s")
    }

    /// Takes the line away, so that an answer has its place.
    mutating func clear() {
        line.clear()
    }
}
