internal import BrineCore
internal import BrineStore
internal import MessagePack

// What changes the course of things.
extension JobsRunner {
    /// The functions that end jobs and begin new ones.
    static let actions: [RunnerFunction] = [cancel, rerun].compactMap(\.self)

    private static let cancel = RunnerFunction(
        "jobs.cancel",
        "Delivers a job to no further minion, ends it where it runs, and tells for each minion what was done.",
        parameters: [jid],
        body: { context, arguments in
            let stored = try await kept(arguments, context)
            guard !stored.job.calls.isRunnerCall else {
                throw RunnerRefusal("The job \(stored.job.jid) is a call of a runner: it ends by itself.")
            }
            let done = await context.coordinator.cancel(
                stored.job.jid,
                for: context.user,
                within: context.gatherJobTimeout
            )
            let lines = stored.job.minions.compactMap { number in
                context.roster.id(of: number).map { ($0, done[number]?.text ?? Cancellation.hasEnded) }
            }
            return .map(
                ValueMap(lines.sorted { $0.0 < $1.0 }.map { (.string($0.0.description), .string($0.1)) })
            )
        }
    )

    private static let rerun = RunnerFunction(
        "jobs.rerun",
        "Publishes a job's function anew, with the same arguments, to some of its minions; answers the new jid.",
        parameters: [
            jid,
            .optional(
                "only",
                .text,
                default: .string(RerunChoice.failed.rawValue),
                "On which minions: failed (returned, but not with success), undelivered, lost, skipped, cancelled, or all of the job's."
            ),
            .optional(
                "deliver_within",
                .any,
                default: .null,
                "How long the new job waits for each minion that is away, as in 90, 10m, 2h or 1d; otherwise as long as the old one."
            ),
        ],
        body: { context, arguments in
            let word = try arguments.string("only")
            guard let choice = RerunChoice(rawValue: word) else {
                let known = RerunChoice.words.joined(separator: ", ")
                throw ArgumentError.wrongValue(parameter: "only", expected: "one of \(known)", found: "'\(word)'")
            }
            let window = try window(arguments.value("deliver_within"))
            let stored = try await kept(arguments, context)
            guard !stored.job.calls.isRunnerCall else {
                throw RunnerRefusal(
                    "The job \(stored.job.jid) is a call of a runner: call it again by salt-run \(stored.job.calls.all[0].function.function)."
                )
            }
            let meant = choice.minions(of: stored).compactMap { context.roster.id(of: $0) }.sorted()
            guard !meant.isEmpty else {
                throw RunnerRefusal("No minion of the job \(stored.job.jid) is '\(word)'; nothing was published.")
            }
            do {
                let new = try await context.coordinator.rerun(
                    stored.job,
                    on: meant,
                    deliverWithin: window ?? stored.job.deliverWithin,
                    for: context.user
                )
                return .string(new.description)
            } catch PublishError.noMinions {
                throw RunnerRefusal("None of the minions is accepted any more; nothing was published.")
            } catch PublishError.stopping {
                throw RunnerRefusal("The master is stopping; nothing was published.")
            }
        }
    )

    /// How long a job is to wait, where that was asked for.
    private static func window(_ value: Value) throws -> Duration? {
        let written: String
        switch value {
        case .null: return nil
        case .string(let text): written = text
        default: written = value.intValue.map { "\($0)" } ?? value.doubleValue.map { "\($0)" } ?? value.kindName
        }
        guard let window = Duration(written: written), Job.deliveryWindows.contains(window) else {
            throw ArgumentError.wrongValue(
                parameter: "deliver_within",
                expected: "a time such as 90, 10m, 2h or 1d, up to 3650d",
                found: "'\(written)'"
            )
        }
        return window
    }

    /// The job that a call names, which must be kept.
    private static func kept(_ arguments: BoundArguments, _ context: RunnerContext) async throws -> JobWithOutcomes {
        let text = try arguments.string("jid")
        guard let jid = JobID(text) else {
            throw ArgumentError.wrongValue(parameter: "jid", expected: "a jid of twenty digits", found: "'\(text)'")
        }
        guard let stored = try await context.store.job(jid) else { throw RunnerRefusal("There is no job \(jid).") }
        return stored
    }
}
