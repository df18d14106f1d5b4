internal import BrineCore

/// The promise about what commands print.
extension Story {
    func untrueCommands() -> [Violation] {
        ends.values.sorted { $0.end.number < $1.end.number }
            .compactMap { end, endedAt in
                guard let (call, calledAt) = calls[end.number],
                    let text = untruth(call, end, calledAt...max(calledAt, endedAt))
                else { return nil }
                return Violation(promise: .truth, job: end.jid ?? "call \(end.number)", minion: nil, text: text)
            }
    }

    private func untruth(_ call: Call, _ end: CallEnd, _ span: ClosedRange<Duration>) -> String? {
        let isSignalled = signalled.contains(call.number)
        guard call.purpose == .wait || call.purpose == .leave else { return nil }
        guard let jid = end.jid else {
            // Nobody knows then whether it was published: the master was away, or the command was ended before.
            let wasAway = troubles.contains { $0.place == Self.master && $0.touches(span) }
            return isSignalled || [1, 69].contains(end.status) && wasAway
                ? nil : "it ended with \(end.status) and printed no jid: \(end.error)"
        }
        guard let job = jobs[jid], job.error == nil else { return nil }
        for (minion, answer) in end.answers.sorted(by: { $0.key < $1.key }) {
            guard case .returned(let run) = answer else { continue }
            guard let pair = job.pairs[minion], pair.hasReturn else {
                return "it printed a return of \(minion), the store has none"
            }
            if run != pair.run {
                return
                    "it printed the run \(run ?? "that has no name") of \(minion), the store has \(pair.run ?? "another")"
            }
        }
        guard !isSignalled else { return nil }
        guard call.purpose == .wait else {
            return end.status == 0 ? nil : "it printed a jid, waits for nothing, and ended with \(end.status)"
        }
        let silent = job.minions.filter { end.answers[$0] == nil }
        if call.batch == nil, !silent.isEmpty { return "it said nothing of \(silent)" }
        let isWell = job.minions.allSatisfy { job.pairs[$0]?.state == .succeeded }
        switch end.status {
        case 0: return isWell ? nil : "it ended with 0, but not all has succeeded"
        case 1:
            // What it called missing may have returned since.
            return isWell && !end.answers.values.contains(.missing) && silent.isEmpty
                ? "it ended with 1, but all has succeeded: \(end.error)" : nil
        case let code:
            // Of a rollout it is the highest of the result codes.
            let isOneOfThem = call.batch != nil && job.pairs.values.contains { $0.retcode == code }
            return isOneOfThem ? nil : "it ended with \(code): \(end.error)"
        }
    }
}
