internal import BrineCore
internal import BrineStore
internal import BrineWire
internal import MessagePack

/// The runner `jobs`: what runs now, and what became of what ran.
enum JobsRunner {
    /// Its functions.
    static let functions: [RunnerFunction] =
        [active, lookupJID, listJob, printJob, exitSuccess, master, watch].compactMap(\.self) + lists + actions

    private typealias Arguments = JobSearchArguments

    private static let active = RunnerFunction(
        "jobs.active",
        "Tells which jobs run now, and on each where it still runs and where it has returned.",
        parameters: [Arguments.progress],
        body: { context, _ in try await ActiveJobs.collect(context) }
    )

    private static let lookupJID = RunnerFunction(
        "jobs.lookup_jid",
        "Tells what the minions returned for a job.",
        parameters: [
            jid, Arguments.source,
            .optional("returned", .boolean, default: true, "Whether to show what minions returned."),
            .optional("missing", .boolean, default: false, "Whether to name the minions that have not returned, too."),
            Arguments.progress,
        ],
        body: { context, arguments in
            guard let report = try await report(arguments, context) else { return [:] }
            let isShown = try arguments.bool("returned")
            var returns = isShown ? report.returns.map { ($0.minion.description, $0.value) } : []
            if try arguments.bool("missing") {
                returns += report.missing.map { ($0.description, "Minion did not return") }
            }
            return .map(ValueMap(returns.sorted { $0.0 < $1.0 }.map { (.string($0.0), $0.1) }))
        }
    )

    private static let listJob = RunnerFunction(
        "jobs.list_job",
        "Tells all that is kept of a job: what it was, for which minions, what each returned, how it stands there, and since when.",
        parameters: [jid, Arguments.source, Arguments.progress],
        body: { context, arguments in
            let jid = try arguments.string("jid")
            var row: ValueMap = ["jid": .string(jid)]
            row.entries += (try await report(arguments, context)?.row ?? unknownJob(jid)).entries
            return .map(row)
        }
    )

    private static let printJob = RunnerFunction(
        "jobs.print_job",
        "Tells all that is kept of a job, under its jid.",
        parameters: [jid, Arguments.source],
        body: { context, arguments in
            let jid = try arguments.string("jid")
            return .map([.string(jid): .map(try await report(arguments, context)?.row ?? unknownJob(jid))])
        }
    )

    private static let exitSuccess = RunnerFunction(
        "jobs.exit_success",
        "Tells for each minion of a job whether it returned with success; one that has not returned has none.",
        parameters: [jid, Arguments.source],
        body: { context, arguments in
            guard let report = try await report(arguments, context) else { return [:] }
            let succeeded = Set(report.returns.lazy.filter(\.success).map(\.minion))
            return .map(ValueMap(report.minions.map { (.string($0.description), .bool(succeeded.contains($0))) }))
        }
    )

    private static let master = RunnerFunction(
        "jobs.master",
        "Lists the runner functions that the master runs now, without this call.",
        body: { context, _ in
            .array(context.calls.rows(without: FunctionName(module: "jobs", function: "master")))
        }
    )

    private static let watch = RunnerFunction(
        JobsWatch.name.description,
        JobsWatch.summary,
        parameters: JobsWatch.parameters,
        body: nil
    )

    static let jid = Parameter.required("jid", .text, "The job's id, twenty digits.")

    /// The report of the job that a call names, or nil where it is not kept.
    ///
    /// What is no jid names no job, as in Salt.
    private static func report(_ arguments: BoundArguments, _ context: RunnerContext) async throws -> JobReport? {
        try Arguments.checkSource(arguments)
        guard let jid = JobID(try arguments.string("jid")) else { return nil }
        return try await report(of: jid, context)
    }

    /// The report of a job, or nil where it is not kept.
    static func report(of jid: JobID, _ context: RunnerContext) async throws -> JobReport? {
        // What the master knows first: what ends in between is in the store.
        let standing = await context.coordinator.standing(of: jid)
        guard let stored = try await context.store.job(jid) else { return nil }
        return JobReport(stored, standing: standing, context.roster)
    }

    /// What Salt shows for a job that is not kept: at least when it would have been, where the text is a jid.
    private static func unknownJob(_ text: String) -> ValueMap {
        [
            "Error": .string(JobsWatch.unknownJob),
            "StartTime": .string(JobID(text).map { CivilTime($0.timestamp).runnerText } ?? ""),
            "Result": [:],
        ]
    }
}
