import BrineClient
import BrineCore
import BrineWire
import Glibc

/// Shows what becomes of a job as it happens, until it waits for no minion or somebody stops it.
struct WatchStream {
    let client: MasterClient
    let report: WatchReport
    let console: ConsoleWriter
    /// Whether the counts are shown while it waits, on the terminal that standard error is.
    let showsCounts: Bool

    /// After how long without news the master is asked how the job stands: what only moves between states is not told
    /// otherwise.
    ///
    /// Not while outcomes come: where some are on their way, the master answers with all that there are.
    private static let interval = Duration.seconds(1)

    /// Watches to the end.
    ///
    /// While the master is away it waits for it to come back.
    ///
    /// - Returns: the exit code: success where the job has succeeded on all its minions.
    func run() throws -> ExitStatus {
        var tally = JobTally()
        var status = StatusLine()
        var nextQuestion = ContinuousClock.now
        var unanswered = 0
        while !tally.isDone {
            if ContinuousClock.now >= nextQuestion {
                if unanswered == 3 {
                    status.clear()
                    StandardError.write(
                        "[WARNING ] the master does not answer; the job goes on, and so does this command when it is back"
                    )
                }
                try client.watch(report.jid, have: tally.endedCount)
                unanswered += 1
                nextQuestion = .now + Self.interval
            }
            switch try client.next(ContinuousClock.now.duration(to: nextQuestion)) {
            case .news(let news) where news.jid == report.jid:
                unanswered = 0
                nextQuestion = .now + Self.interval
                for entry in tally.arrived(news.outcomes) {
                    status.clear()
                    try console.writeLine(report.line(entry))
                }
            case .standing(let standing) where standing.jid == report.jid:
                unanswered = 0
                tally.stands(standing.waiting)
            case .refused(let failure):
                status.clear()
                guard failure.code == .unknownJob else { throw MasterClient.Ending.refused(failure) }
                StandardError.write("Cannot contact returner or no job with this jid: \(report.jid)")
                return .failure
            case .interrupted(let signal):
                status.clear()
                return interrupted(by: signal)
            default: break
            }
            if showsCounts, !tally.isDone { status.show(report.line(tally.counts, at: .now())) }
        }
        status.clear()
        try console.writeLine(report.line(tally.counts, at: tally.lastEnd ?? .now()))
        return tally.isGood ? .success : .failure
    }

    /// The exit code says how the job has ended, so one for a job that has not must be another.
    private func interrupted(by signal: Int32) -> ExitStatus {
        if signal == SIGINT { StandardError.write("\nExiting gracefully on Ctrl-c\nThe job goes on: \(report.jid)") }
        return .code(128 + signal)
    }
}
