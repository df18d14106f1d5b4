internal import BrineTesting
internal import Glibc

/// Calls one command after the other, as its planner has drawn them.
struct Caller {
    let fleet: Fleet
    let history: History
    let calls: CallsUnderWay
    let whistle: Whistle
    var planner: Planner

    /// Calls until the storm is over; returns when its last command has ended.
    mutating func call() async {
        while !whistle.isBlown {
            let (pause, step) = planner.next()
            try? await Task.sleep(for: pause)
            if whistle.isBlown { return }
            guard let call = call(for: step) else { continue }
            await make(call)
        }
    }

    private func call(for step: Step) -> Call? {
        let number = calls.next()
        switch step {
        case .publish(let publication):
            return Call(
                number: number,
                purpose: publication.waits ? .wait : .leave,
                words: publication.words(script: fleet.script),
                work: publication.work,
                minions: publication.minions,
                subset: publication.subset,
                batch: publication.batch,
                limit: publication.limit,
                within: publication.within.map { .seconds($0) }
            )
        case .cancel(let recent):
            return calls.recent(recent)
                .map { Call(number: number, purpose: .cancel, words: ["salt-run", "jobs.cancel", $0], jid: $0) }
        case .signal(let function, let minion, let recent):
            return calls.recent(recent)
                .map {
                    let words = ["salt", "-t", "2", minion, function, $0]
                    return Call(number: number, purpose: .signal, words: words, minions: [minion], jid: $0)
                }
        case .rerun(let only, let recent):
            return calls.recent(recent)
                .map {
                    let words = ["salt-run", "--out", "json", "--out-indent", "-1", "jobs.rerun", $0, "only=\(only)"]
                    return Call(number: number, purpose: .rerun, words: words, jid: $0)
                }
        case .look(let words):
            return Call(number: number, purpose: .look, words: ["salt-run"] + words)
        }
    }

    private func make(_ call: Call) async {
        history.note(.called(call))
        do {
            let run = try await fleet.run(call.words) { calls.began(call.number, pid: $0) }
            calls.ended(call.number)
            let end = CallEnd(call, run)
            if let jid = end.jid { calls.printed(jid) }
            history.note(.ended(end))
        } catch {
            calls.ended(call.number)
            history.note(.left("it could not be called: \(error)", at: "call \(call.number)"))
        }
    }
}
