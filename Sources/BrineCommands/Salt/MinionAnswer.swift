import BrineClient
import BrineCore
import BrineWire
import MessagePack

/// What a job has come to on one minion, as it is printed.
struct MinionAnswer: Sendable, Hashable {
    /// The minion.
    var id: MinionID
    /// What it answered, or that it did not.
    var value: Value
    /// The function's result code; nil where there is no return that can be read.
    var retcode: Int64?
    /// The job's state there; nil for a minion of a list target that nobody knows.
    var state: JobState?
    /// Whether there is a return, be it that of a worker that was lost.
    var isReturned: Bool

    /// Whether it tells of a success.
    var isSuccess: Bool { state == .succeeded }
}

extension MinionAnswer {
    /// What a minion's return says; nil where there is none.
    init?(_ entry: JobNews.Entry) {
        guard !entry.packet.isEmpty else { return nil }
        do {
            let found = try ReturnMessage(packet: entry.packet).jobReturn
            self.init(
                id: entry.id,
                value: found.value,
                retcode: found.retcode,
                state: entry.state,
                isReturned: true
            )
        } catch {
            let text = "The return cannot be read: \(error)"
            self.init(id: entry.id, value: .string(text), retcode: nil, state: entry.state, isReturned: true)
        }
    }

    /// What stands in the place of an answer that has not come.
    ///
    /// - Parameters:
    ///   - id: The minion.
    ///   - standing: How the job stands there; nil where nobody knows the minion.
    ///   - jid: The job.
    ///   - isForMany: Whether the text is for all minions of that state: it has no moment then.
    init(missing id: MinionID, _ standing: Gather.Standing?, of jid: JobID, isForMany: Bool) {
        var lines = ["Minion did not return. [No response]"]
        if let standing {
            let since = isForMany ? "" : " since \(CivilTime(standing.since).runnerText) UTC"
            lines.append("Its state is \(standing.state.rawValue)\(since): \(Self.meaning(standing.state))")
        } else {
            lines.append("No minion of that id is accepted")
        }
        if let state = standing?.state, state.isFinal {
            // It is over: nothing more is to be expected there.
            lines += ["To run it again on each such minion:", "", "salt-run jobs.rerun \(jid) only=\(state.rawValue)"]
        } else {
            lines.append(Self.lookUpHint(jid))
        }
        self.init(
            id: id,
            value: .string(lines.joined(separator: "\n")),
            retcode: nil,
            state: standing?.state,
            isReturned: false
        )
    }

    /// How to find the answers later.
    static func lookUpHint(_ jid: JobID) -> String {
        """
        The minions may not have all finished running and any remaining minions will return upon completion. To look up \
        the return data for this job later, run the following command:

        salt-run jobs.lookup_jid \(jid)
        """
    }

    private static func meaning(_ state: JobState) -> String {
        switch state {
        case .pending: "the command is not delivered yet"
        case .running: "the minion runs it"
        case .unreachable: "the minion had it and is not heard from now"
        case .undelivered: "the command could not be delivered in time; it was not run"
        case .lost: "the minion has neither the job nor its return any more"
        case .cancelled: "it was cancelled before it was delivered"
        case .skipped: "the rollout stopped before its turn"
        case .succeeded, .failed, .terminated, .timedOut: "it has returned"
        }
    }
}
