import BrineCore
import CLinux
import Glibc

/// The one line on a terminal's standard error that tells how far a job is, written over itself.
struct ProgressLine {
    /// The moments it reckons with.
    typealias Instant = ContinuousClock.Instant

    private let hasBar: Bool
    private let start: Instant
    private var waiting: [JobState: Int] = [:]
    private var line = StatusLine()
    private var nextShow: Instant
    private var nextQuestion: Instant

    /// How often the line is written at the most, however fast answers come.
    private static let pace = Duration.milliseconds(100)
    /// How often the master is asked, and how long its answer is waited for before it is asked again.
    private static let questionPace = (usual: Duration.seconds(1), unanswered: Duration.seconds(5))

    /// A line for a job that begins now; it is there from the first second on.
    init(hasBar: Bool, at now: Instant = .now) {
        self.hasBar = hasBar
        start = now
        nextShow = now + .seconds(1)
        nextQuestion = now + .seconds(1)
    }

    /// Whether the master is to be asked now how the minions stand; if so, it counts as asked.
    mutating func asks(at now: Instant = .now) -> Bool {
        guard now >= nextQuestion else { return false }
        nextQuestion = now + Self.questionPace.unanswered
        return true
    }

    /// The master said how many minions stand how.
    mutating func stands(_ counts: [JobState: Int], at now: Instant = .now) {
        waiting = counts
        nextQuestion = min(nextQuestion, now + Self.questionPace.usual)
    }

    /// Shows how far the job is.
    mutating func show(_ state: ProgressState, at now: Instant = .now) {
        guard now >= nextShow else { return }
        nextShow = now + Self.pace
        var state = state
        state.waiting = waiting
        state.elapsed = now - start
        // A character in the last column may begin a new line.
        let columns = max(20, Int(brine_terminal_columns(STDERR_FILENO)) - 1)
        line.show(state.line(hasBar: hasBar, columns: columns))
    }

    /// Takes the line away, so that an answer has its place.
    mutating func clear() {
        line.clear()
    }
}
