import BrineClient
import BrineCore
import BrineFormats
import BrineWire
import MessagePack

/// Prints what minions returned, as it comes or at the end as one, and knows the exit code it makes.
struct ReturnReport {
    /// What is printed, and how.
    struct Style: Sendable, Hashable {
        /// How the answers stand together.
        var layout = AnswerLayout.each
        /// Whether minions that have not returned are shown.
        var showsMissing = true
        /// Whether the counts are printed at the end.
        var hasSummary = false
        /// Where the job is brought to a few minions at a time: what is said where it stopped before all had started.
        var stopReason: String?
        /// Whether documentation is printed as a map, for `--out` asks for a form.
        var isDocument = false
    }

    let jid: JobID
    let printer: AnswerPrinter
    let style: Style

    /// How many minions have returned, be it a failure.
    private(set) var returned = 0
    /// How many of those have failed.
    private(set) var failed = 0
    /// Those that have come to an end without a return, or are given up.
    private(set) var missing: [MinionID] = []
    /// Those whose turn in a rollout did not come, since it stopped.
    private var skipped: [MinionID] = []
    private var highestRetcode: Int64 = 0

    private var answers: ValueMap = [:]
    private var folded = FoldedAnswers()
    private var documentation = DocumentationReport()

    /// A report of a job.
    init(jid: JobID, printer: AnswerPrinter, style: Style) {
        self.jid = jid
        self.printer = printer
        self.style = style
    }

    /// Takes what became of the job on one minion.
    mutating func take(_ entry: JobNews.Entry) throws {
        guard let answer = MinionAnswer(entry) else {
            return try missing(entry.id, Gather.Standing(state: entry.state, since: entry.since))
        }
        returned += 1
        if !answer.isSuccess { failed += 1 }
        highestRetcode = max(highestRetcode, answer.retcode ?? 1)
        try add(answer)
    }

    /// It is the turn of these minions.
    func start(_ ids: [MinionID]) throws {
        guard style.layout == .each else { return }
        let list = Value.array(ids.map { .string($0.description) }).plainText
        try printer.print(note: "\nExecuting run on \(list)\n")
    }

    /// A minion has not returned.
    mutating func missing(_ id: MinionID, _ standing: Gather.Standing?) throws {
        if standing?.state == .skipped { return skipped.append(id) }
        missing.append(id)
        guard style.showsMissing else { return }
        try add(MinionAnswer(missing: id, standing, of: jid, isForMany: style.layout == .folded))
    }

    /// Prints what is left to print.
    ///
    /// - Returns: the exit code for all that came.
    func finish() throws -> ExitStatus {
        let isGood = failed == 0 && missing.isEmpty && skipped.isEmpty
        switch style.layout {
        case .each: break
        case .together: try printer.print(.map(answers), failed: !isGood)
        case .folded: try FoldReport(groups: folded.groups, printer: printer).print()
        case .documentation: try documentation.print(printer, asMap: style.isDocument)
        }
        if style.hasSummary { try printSummary() }
        guard !isGood else { return .success }
        if let stopReason = style.stopReason {
            if !skipped.isEmpty {
                let count = "\(skipped.count) \(skipped.count == 1 ? "minion" : "minions")"
                CommandLog.write(.error, "\(stopReason); not started: \(FoldedIDs(skipped)) (\(count))")
            }
            // A batch ends with the highest of its minions' codes.
            return .code(Int32(clamping: max(1, min(255, highestRetcode))))
        }
        StandardError.write("ERROR: Minions returned with non-zero exit code")
        return .failure
    }

    /// The counts, in Salt's words.
    private func printSummary() throws {
        let rule = String(repeating: "-", count: 43)
        var lines = [
            "", "", rule, "Summary", rule,
            "# of minions targeted: \(returned + missing.count + skipped.count)",
            "# of minions returned: \(returned)",
            "# of minions that did not return: \(missing.count)",
            "# of minions with errors: \(failed)",
        ]
        if !skipped.isEmpty { lines.append("# of minions not started: \(skipped.count)") }
        if !missing.isEmpty {
            lines.append("Minions not responding: \(missing.map(\.description).joined(separator: " "))")
        }
        lines.append(rule)
        try printer.print(note: lines.joined(separator: "\n"))
    }

    private mutating func add(_ answer: MinionAnswer) throws {
        switch style.layout {
        case .each:
            var labelled: ValueMap = [:]
            if style.stopReason != nil, let retcode = answer.retcode {
                labelled = ["retcode": .int(retcode), "jid": .string(jid.description)]
            }
            labelled[answer.id.description] = answer.value
            try printer.print(.map(labelled), failed: !answer.isSuccess)
        case .together: answers.entries.append(ValueMap.Entry(key: .string(answer.id.description), value: answer.value))
        case .folded: folded.add(answer)
        case .documentation:
            guard let reason = documentation.add(answer.value) else { return }
            CommandLog.write(.error, "\(answer.id): \(reason)")
        }
    }
}
