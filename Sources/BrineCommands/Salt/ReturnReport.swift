import BrineClient
import BrineCore
import BrineFormats
import BrineWire
import MessagePack

/// Prints what minions returned, as it comes or at the end as one, and knows the exit code it makes.
struct ReturnReport {
    let jid: JobID
    let printer: AnswerPrinter
    /// Whether all is printed at the end as one map.
    let isStatic: Bool
    /// Whether minions that have not returned are shown.
    let showsMissing: Bool
    /// Whether the counts are printed at the end.
    let hasSummary: Bool
    /// Where the job is brought to a few minions at a time: what is said where it stopped before all had started.
    let stopReason: String?

    private var answers: ValueMap = [:]
    private var returned = 0
    private var failed = 0
    private var missing: [MinionID] = []
    private var skipped: [MinionID] = []
    private var highestRetcode: Int64 = 0

    /// A report of a job.
    init(jid: JobID, printer: AnswerPrinter, isStatic: Bool, showsMissing: Bool, hasSummary: Bool, stopReason: String? = nil) {
        self.jid = jid
        self.printer = printer
        self.isStatic = isStatic
        self.showsMissing = showsMissing
        self.hasSummary = hasSummary
        self.stopReason = stopReason
    }

    /// Takes what became of the job on one minion.
    mutating func take(_ entry: JobNews.Entry) throws {
        guard !entry.packet.isEmpty else {
            return try missing(entry.id, Gather.Standing(state: entry.state, since: entry.since))
        }
        let value: Value
        var retcode: Int64 = 1
        do {
            let jobReturn = try ReturnMessage(packet: entry.packet).jobReturn
            (value, retcode) = (jobReturn.value, jobReturn.retcode)
        } catch {
            value = .string("The return cannot be read: \(error)")
        }
        returned += 1
        if entry.state != .succeeded { failed += 1 }
        highestRetcode = max(highestRetcode, retcode)
        try add(entry.id, value, retcode: retcode, failed: entry.state != .succeeded)
    }

    /// It is the turn of these minions.
    mutating func start(_ ids: [MinionID]) throws {
        try note("Executing run on \(Value.array(ids.map { .string($0.description) }).plainText)")
    }

    /// Says something in between.
    ///
    /// It is no answer: only a person's format has it on standard output.
    func note(_ text: String) throws {
        guard !isStatic else { return }
        if printer.renderer.format != .nested {
            StandardError.write("\n\(text)\n")
        } else {
            try printer.print(line: "\n\(text)\n")
        }
    }

    /// A minion has not returned.
    mutating func missing(_ id: MinionID, _ standing: Gather.Standing?) throws {
        if standing?.state == .skipped { return skipped.append(id) }
        missing.append(id)
        guard showsMissing else { return }
        var lines = ["Minion did not return. [No response]"]
        if let standing {
            lines.append(
                "Its state is \(standing.state.rawValue) since \(CivilTime(standing.since).runnerText) UTC: \(Self.meaning(standing.state))"
            )
        } else {
            lines.append("No minion of that id is accepted")
        }
        lines.append(Self.lookUpHint(jid))
        try add(id, .string(lines.joined(separator: "\n")), retcode: nil, failed: true)
    }

    /// Prints what is left to print.
    ///
    /// - Returns: the exit code for all that came.
    func finish() throws -> ExitStatus {
        let isGood = failed == 0 && missing.isEmpty && skipped.isEmpty
        if isStatic { try printer.print(.map(answers), failed: !isGood) }
        if hasSummary { try printSummary() }
        guard !isGood else { return .success }
        if let stopReason {
            if !skipped.isEmpty {
                StandardError.write("[ERROR   ] \(stopReason); \(skipped.count) minion(s) were not started")
            }
            // A batch ends with the highest of its minions' codes.
            return .code(Int32(clamping: max(1, min(255, highestRetcode))))
        }
        StandardError.write("ERROR: Minions returned with non-zero exit code")
        return .failure
    }

    /// How to find the answers later.
    static func lookUpHint(_ jid: JobID) -> String {
        """
        The minions may not have all finished running and any remaining minions will return upon completion. To look up \
        the return data for this job later, run the following command:

        salt-run jobs.lookup_jid \(jid)
        """
    }

    /// The counts, in Salt's words.
    ///
    /// They are no answer: only a person's format has them on standard output.
    private func printSummary() throws {
        let rule = String(repeating: "-", count: 43)
        var lines = [
            "", "", rule, "Summary", rule,
            "# of minions targeted: \(returned + missing.count)",
            "# of minions returned: \(returned)",
            "# of minions that did not return: \(missing.count)",
            "# of minions with errors: \(failed)",
        ]
        if !missing.isEmpty {
            lines.append("Minions not responding: \(missing.map(\.description).joined(separator: " "))")
        }
        lines.append(rule)
        let text = lines.joined(separator: "\n")
        if printer.renderer.format == .nested {
            try printer.print(line: text)
        } else {
            StandardError.write(text)
        }
    }

    private mutating func add(_ id: MinionID, _ value: Value, retcode: Int64?, failed: Bool) throws {
        if isStatic {
            answers[id.description] = value
            return
        }
        var answer: ValueMap = [:]
        if stopReason != nil, let retcode {
            answer = ["retcode": .int(retcode), "jid": .string(jid.description)]
        }
        answer[id.description] = value
        try printer.print(.map(answer), failed: failed)
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
