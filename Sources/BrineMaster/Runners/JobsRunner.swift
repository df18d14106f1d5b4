internal import BrineCore
internal import BrineStore
internal import BrineWire
internal import MessagePack

/// The runner `jobs`: what runs now, and what became of what ran.
enum JobsRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [active, lookupJID, listJobs].compactMap(\.self)

    private static let active = RunnerFunction(
        "jobs.active",
        "Tells which jobs run now, and on each where it still runs and where it has returned.",
        body: { context, _ in try await ActiveJobs.collect(context) }
    )

    private static let lookupJID = RunnerFunction(
        "jobs.lookup_jid",
        "Tells what the minions returned for a job.",
        parameters: [
            .required("jid", .text, "The job's id, twenty digits."),
            .optional("missing", .boolean, default: false, "Whether to name the minions that have not returned, too."),
        ],
        body: { context, arguments in
            guard let stored = try await job(try arguments.string("jid"), context) else { return [:] }
            var returns: [(String, Value)] = []
            for outcome in stored.outcomes where !outcome.body.isEmpty {
                guard let id = context.roster.id(of: outcome.minion) else { continue }
                returns.append((id.description, try ReturnMessage(packet: outcome.body).jobReturn.value))
            }
            if try arguments.bool("missing") {
                let returned = Set(stored.outcomes.lazy.filter { !$0.body.isEmpty }.map(\.minion))
                for minion in stored.job.minions where !returned.contains(minion) {
                    guard let id = context.roster.id(of: minion) else { continue }
                    returns.append((id.description, "Minion did not return"))
                }
            }
            return .map(ValueMap(returns.sorted { $0.0 < $1.0 }.map { (.string($0.0), $0.1) }))
        }
    )

    private static let listJobs = RunnerFunction(
        "jobs.list_jobs",
        "Lists the jobs that are kept, the newest first.",
        body: { context, _ in
            let jobs = try await context.store.jobs(JobQuery())
            return .map(ValueMap(jobs.map { (.string($0.jid.description), .map(JobRow.row(of: $0))) }))
        }
    )

    /// The job that a text names, or nil where it is not kept.
    ///
    /// What is no jid names no job, as in Salt.
    private static func job(_ text: String, _ context: RunnerContext) async throws -> JobWithOutcomes? {
        guard let jid = JobID(text) else { return nil }
        return try await context.store.job(jid)
    }
}
