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

    /// Watches to the end.
    ///
    /// While the master is away it waits for it to come back.
    ///
    /// - Returns: the exit code: success where the job has succeeded on all its minions.
    func run() throws -> ExitStatus {
        var tally = JobTally()
        var status = StatusLine()
        var questions = WatchQuestions(at: .now)
        while !tally.isDone {
            if let question = questions.due(at: .now) {
                if questions.isSilent {
                    status.clear()
                    CommandLog.masterIsSilent(while: report.jid)
                }
                switch question {
                case .standing: questions.asked(try client.watch(report.jid, have: tally.endedCount))
                case .numbers: try client.askProgress(of: report.jid)
                }
            }
            switch try client.next(ContinuousClock.now.duration(to: questions.next)) {
            case .news(let news) where news.jid == report.jid:
                questions.news(at: .now)
                for entry in tally.arrived(news.outcomes) {
                    status.clear()
                    try console.writeLine(report.line(entry))
                }
            case .standing(let standing) where standing.jid == report.jid:
                questions.standing()
                tally.stands(standing.waiting)
            case .progress(let told) where told.jid == report.jid:
                questions.numbers(agree: tally.stands(told.counts), at: .now)
            case .refused(let failure) where questions.isEnd(failure):
                status.clear()
                guard failure.code == .unknownJob else { throw MasterClient.Ending.refused(failure) }
                StandardError.write("\(JobsWatch.unknownJob): \(report.jid)")
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
