import BrineClient
import BrineCore

/// How far a job is: what the line of progress says.
struct ProgressState: Sendable, Hashable {
    /// How many minions the job is for.
    var total: Int
    /// How many have returned.
    var returned = 0
    /// How many of those have failed.
    var failed = 0
    /// How many have come to an end without a return.
    var missing = 0
    /// How many of the others stand how, as the master last said.
    var waiting: [JobState: Int] = [:]
    /// How long the job has been waited for.
    var elapsed: Duration = .zero

    /// How wide a bar is, without its ends.
    private static let barWidth = 20

    /// The counts as `jobs.watch` has them, behind a bar where that is asked for.
    ///
    /// - Parameters:
    ///   - hasBar: Whether a bar stands before the numbers.
    ///   - columns: How many characters the line may have; what is more is cut.
    /// - Returns: The line.
    func line(hasBar: Bool, columns: Int) -> String {
        let counts = JobCounts(
            total: total,
            returned: returned,
            failed: failed + missing,
            ended: returned + missing,
            told: waiting
        )
        let numbers = counts.text(after: elapsed)
        return String((hasBar ? "\(bar) \(numbers)" : numbers).prefix(columns))
    }

    private var bar: String {
        let full = total > 0 ? min(Self.barWidth, Self.barWidth * (returned + missing) / total) : 0
        return "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: Self.barWidth - full))]"
    }
}
