internal import BrineCore
internal import BrineStore
internal import MessagePack

// What is kept, newest first.
extension JobsRunner {
    /// The functions that list jobs.
    static let lists: [RunnerFunction] = [listJobs, listJobsFilter, lastRun].compactMap(\.self)

    private typealias Arguments = JobSearchArguments

    private static let listJobs = RunnerFunction(
        "jobs.list_jobs",
        "Lists the jobs that are kept, the newest first; of several conditions all hold.",
        parameters: [
            Arguments.source, Arguments.outputter,
            .optional("search_metadata", .map, "Keys and values of which the job's metadata has one."),
            .optional("search_function", .any, "Globs of functions, with commas between them or as a list."),
            .optional("search_target", .any, "Globs of targets; of a list, of the ids in it."),
            .optional("start_time", .any, "No jobs before it, as in '2026-11-22 14:43'; UTC."),
            .optional("end_time", .any, "No jobs after it."),
            Arguments.progress,
            .optional("search_user", .text, "Who asked for the job."),
            .optional("limit", .integer, "How many jobs at the most."),
            .optional("after", .text, "The last jid of the page before: goes on with the jobs older than that."),
        ],
        body: { context, arguments in
            try Arguments.checkSource(arguments)
            let limit = try Arguments.count("limit", arguments)
            var query = try query(
                arguments,
                metadata: "search_metadata",
                function: "search_function",
                target: "search_target"
            )
            query.user = try arguments.optionalString("search_user")
            // Both ends belong to the range.
            query.after = try Arguments.moment("start_time", arguments).map { JobID(at: $0 - .microseconds(1)) }
            if query.after == .first { query.after = nil }
            let end = try Arguments.moment("end_time", arguments).map { JobID(at: $0 + .microseconds(1)) }
            query.before = [try Arguments.jid("after", arguments), end].compactMap(\.self).min()
            query.limit = limit ?? Arguments.longestList + 1
            let jobs = try await search(query, context)
            guard limit != nil || jobs.count <= Arguments.longestList else {
                throw RunnerRefusal(
                    "More than \(Arguments.longestList) jobs fit: give limit= and after=, or search for less."
                )
            }
            return .map(ValueMap(jobs.map { (.string($0.jid.description), .map(JobRow.row(of: $0))) }))
        }
    )

    private static let listJobsFilter = RunnerFunction(
        "jobs.list_jobs_filter",
        "Lists the newest jobs that are kept, the newest last.",
        parameters: [
            .required("count", .integer, "How many."),
            .optional("filter_find_job", .boolean, default: true, "Whether to leave out calls of saltutil.find_job."),
            Arguments.source, Arguments.outputter, Arguments.progress,
        ],
        body: { context, arguments in
            try Arguments.checkSource(arguments)
            var query = JobQuery(limit: try Arguments.count("count", arguments))
            if try arguments.bool("filter_find_job") {
                query.withoutFunction = FunctionName(module: "saltutil", function: "find_job")
            }
            let jobs = try await search(query, context)
            return .array(jobs.reversed().map { .map(JobRow.row(of: $0, withJID: true)) })
        }
    )

    private static let lastRun = RunnerFunction(
        "jobs.last_run",
        "Tells all that is kept of the newest job that fits; False where none does.",
        parameters: [
            Arguments.source, Arguments.outputter,
            .optional("metadata", .map, "Keys and values of which the job's metadata has one."),
            .optional("function", .any, "Globs of functions, with commas between them or as a list."),
            .optional("target", .any, "Globs of targets; of a list, of the ids in it."),
            Arguments.progress,
        ],
        body: { context, arguments in
            try Arguments.checkSource(arguments)
            var query = try query(arguments, metadata: "metadata", function: "function", target: "target")
            query.limit = 1
            // Unless they are searched for: the question would mostly find itself, asked before.
            query.withoutRunnerCalls = query.functions.isEmpty && query.targets.isEmpty
            guard let last = try await search(query, context).first,
                let report = try await report(of: last.jid, context)
            else { return false }
            return [.string(last.jid.description): .map(report.row)]
        }
    )

    private static func query(
        _ arguments: BoundArguments,
        metadata: String,
        function: String,
        target: String
    ) throws -> JobQuery {
        JobQuery(
            functions: try Arguments.globs(function, arguments),
            targets: try Arguments.globs(target, arguments),
            metadata: try arguments.optionalMap(metadata) ?? [:]
        )
    }

    private static func search(_ query: JobQuery, _ context: RunnerContext) async throws -> [Job] {
        do {
            return try await context.store.jobs(query)
        } catch let error as JobStoreError {
            guard case .searchTooLong = error else { throw error }
            throw RunnerRefusal("\(error)")
        }
    }
}
