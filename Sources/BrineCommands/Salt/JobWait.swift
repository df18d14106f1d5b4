import BrineClient
import BrineCore
import BrineWire
import Glibc

/// Waits for a job's answers and hands them to the report, until all is known or somebody stops it.
struct JobWait {
    let client: MasterClient
    let answer: PublishAnswer
    let timeout: Duration
    /// Whether a line of progress is shown while it waits.
    let showsProgress: Bool

    /// Waits to the end.
    ///
    /// - Returns: the exit code for what came.
    func run(_ report: inout ReturnReport) throws -> ExitStatus {
        var gather = Gather(for: answer.minions, timeout: timeout, at: .now)
        var progress = showsProgress ? ProgressLine(total: answer.minions.count) : nil
        var toldSilence = false
        waiting: while true {
            progress?.show(gather)
            switch gather.step(at: .now) {
            case .done: break waiting
            case .ask:
                try client.watch(answer.jid, have: gather.count)
                if gather.unanswered == 3, !toldSilence {
                    toldSilence = true
                    progress?.clear()
                    StandardError.write(
                        "[WARNING ] the master does not answer; job \(answer.jid) goes on, and so does this command when it is back"
                    )
                }
            case .wait(let until):
                let pause = ContinuousClock.now.duration(to: until)
                switch try client.next(progress == nil ? pause : min(pause, .seconds(1))) {
                case .news(let news) where news.jid == answer.jid:
                    progress?.clear()
                    if !news.started.isEmpty { try report.start(news.started) }
                    for entry in news.outcomes where gather.arrived(entry.id, at: .now) { try report.take(entry) }
                case .standing(let standing) where standing.jid == answer.jid:
                    gather.stands(
                        standing.waiting.map { ($0.id, .init(state: $0.state, since: $0.since)) },
                        isResuming: standing.isResuming || standing.isRollingOut,
                        at: .now
                    )
                case .refused(let failure): throw MasterClient.Ending.refused(failure)
                case .interrupted(let signal):
                    progress?.clear()
                    return interrupted(by: signal)
                default: break
                }
            }
        }
        progress?.clear()
        for id in answer.minions where gather.waiting.contains(id) { try report.missing(id, gather.standings[id]) }
        for id in answer.missing { try report.missing(id, nil) }
        return try report.finish()
    }

    private func interrupted(by signal: Int32) -> ExitStatus {
        guard signal == SIGINT else { return .code(128 + signal) }
        StandardError.write(
            """

            Exiting gracefully on Ctrl-c
            This job's jid is: \(answer.jid)
            \(ReturnReport.lookUpHint(answer.jid))
            """
        )
        return .success
    }
}
