package import BrineCore

/// How many of a job's minions stand how, as `salt --progress` and `jobs.watch` tell it.
package struct JobCounts: Sendable, Hashable {
    /// How many minions the job is for.
    package let total: Int
    /// How many have returned, with success or without.
    package let returned: Int
    /// How many have come to another end than success, with a return or without one.
    package let failed: Int
    /// How many that are waited for stand how: running, pending or unreachable.
    private let waiting: [JobState: Int]

    /// Counts of a job.
    ///
    /// What the master said is older than the last answers: it was running minions that gave them, so no more are counted
    /// as waited for than are.
    ///
    /// - Parameters:
    ///   - total: How many minions the job is for.
    ///   - returned: How many have returned.
    ///   - failed: How many have come to another end than success.
    ///   - ended: How many have come to an end.
    ///   - told: How many of the others stand how, as the master last said.
    package init(total: Int, returned: Int = 0, failed: Int = 0, ended: Int = 0, told: [JobState: Int] = [:]) {
        (self.total, self.returned, self.failed) = (total, returned, failed)
        var known = told
        // Whatever else it is waiting for, it does not run there yet.
        let others = told.filter { ![.running, .pending, .unreachable].contains($0.key) }.values.reduce(0, +)
        if others > 0 { known[.pending, default: 0] += others }
        var rest = max(0, total - ended)
        var waiting: [JobState: Int] = [:]
        for state in [JobState.unreachable, .pending, .running] {
            let count = max(0, min(known[state] ?? 0, rest))
            rest -= count
            if count > 0 { waiting[state] = count }
        }
        self.waiting = waiting
    }

    /// How many that are waited for are in a state.
    package subscript(_ state: JobState) -> Int { waiting[state] ?? 0 }

    /// `12 of 40 returned, 25 running, 3 pending, 1 failed, 14 s`.
    ///
    /// Numbers that are 0 are left out, but for the first.
    package func text(after elapsed: Duration) -> String {
        var parts = ["\(returned) of \(total) returned"]
        for state in [JobState.running, .pending, .unreachable] where self[state] > 0 {
            parts.append("\(self[state]) \(state.rawValue)")
        }
        if failed > 0 { parts.append("\(failed) failed") }
        parts.append("\(Int(elapsed.inSeconds)) s")
        return parts.joined(separator: ", ")
    }
}
