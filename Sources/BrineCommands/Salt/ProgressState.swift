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

    /// `12 of 40 returned, 25 running, 3 pending, 1 failed, 14 s`, behind a bar where that is asked for.
    ///
    /// Numbers that are 0 are left out, but for the first.
    ///
    /// - Parameters:
    ///   - hasBar: Whether a bar stands before the numbers.
    ///   - columns: How many characters the line may have; what is more is cut.
    /// - Returns: The line.
    func line(hasBar: Bool, columns: Int) -> String {
        var parts = ["\(returned) of \(total) returned"]
        parts += standings.map { "\($0.count) \($0.state.rawValue)" }
        if failed > 0 { parts.append("\(failed) failed") }
        if missing > 0 { parts.append("\(missing) without a return") }
        parts.append("\(Int(elapsed.inSeconds)) s")
        let numbers = parts.joined(separator: ", ")
        return String((hasBar ? "\(bar) \(numbers)" : numbers).prefix(columns))
    }

    /// How many of the minions that are waited for stand how.
    ///
    /// What the master said is older than the last answers: it was running minions that gave them.
    private var standings: [(state: JobState, count: Int)] {
        var rest = total - returned - missing
        let counts = [JobState.unreachable, .pending, .running]
            .map { state in
                let count = max(0, min(waiting[state] ?? 0, rest))
                rest -= count
                return (state: state, count: count)
            }
        return counts.reversed().filter { $0.count > 0 }
    }

    private var bar: String {
        let full = total > 0 ? min(Self.barWidth, Self.barWidth * (returned + missing) / total) : 0
        return "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: Self.barWidth - full))]"
    }
}
