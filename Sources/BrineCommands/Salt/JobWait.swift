import BrineClient
import BrineCore
import BrineWire
import Glibc

/// Waits for a job's answers and hands them to the report, until all is known or somebody stops it.
struct JobWait {
    let client: MasterClient
    let answer: PublishAnswer
    let timeout: Duration
    /// The line of progress that is shown while it waits.
    var progress: ProgressLine?

    /// Waits to the end.
    ///
    /// - Returns: the exit code for what came.
    mutating func run(_ report: inout ReturnReport) throws -> ExitStatus {
        defer { progress?.clear() }
        var gather = Gather(for: answer.minions, timeout: timeout, at: .now)
        var toldSilence = false
        waiting: while true {
            try showProgress(report)
            switch gather.step(at: .now) {
            case .done: break waiting
            case .ask:
                CommandLog.write(.debug, "asking how job \(answer.jid) stands: nothing came for \(timeout)")
                try client.watch(answer.jid, have: gather.count)
                if gather.unanswered == 3, !toldSilence {
                    toldSilence = true
                    progress?.clear()
                    CommandLog.masterIsSilent(while: answer.jid)
                }
            case .wait(let until):
                let pause = ContinuousClock.now.duration(to: until)
                switch try client.next(progress == nil ? pause : min(pause, .seconds(1))) {
                case .news(let news) where news.jid == answer.jid:
                    if report.style.layout == .each { progress?.clear() }
                    if !news.started.isEmpty {
                        gather.started(at: .now)
                        try report.start(news.started)
                    }
                    for entry in news.outcomes where gather.arrived(entry.id, at: .now) { try report.take(entry) }
                case .standing(let standing) where standing.jid == answer.jid:
                    gather.stands(
                        standing.waiting.map { ($0.id, .init(state: $0.state, since: $0.since)) },
                        isResuming: standing.isResuming || standing.isRollingOut,
                        at: .now
                    )
                case .progress(let told) where told.jid == answer.jid: progress?.stands(told.counts)
                // Its disk fails it for the moment: it is asked again.
                case .refused(let failure) where failure.code == .unavailable: break
                case .refused(let failure): throw MasterClient.Ending.refused(failure)
                // A master that was restarted does not know who waits.
                case .disconnected: gather.disconnected(at: .now)
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

    private mutating func showProgress(_ report: ReturnReport) throws {
        guard progress != nil, report.returned + report.missing.count < answer.minions.count else { return }
        let state = ProgressState(
            total: answer.minions.count,
            returned: report.returned,
            failed: report.failed,
            missing: report.missing.count
        )
        progress?.show(state)
        if progress?.asks() == true { try client.askProgress(of: answer.jid) }
    }

    private func interrupted(by signal: Int32) -> ExitStatus {
        let reason = signal == SIGINT ? "Exiting gracefully on Ctrl-c" : "Ended by signal \(signal)"
        StandardError.write("\n\(reason)\n\(Self.whereabouts(answer.jid))")
        return signal == SIGINT ? .success : .code(128 + signal)
    }

    /// Where a job is that goes on without its command.
    static func whereabouts(_ jid: JobID) -> String {
        "This job's jid is: \(jid)\n\(MinionAnswer.lookUpHint(jid))"
    }
}
