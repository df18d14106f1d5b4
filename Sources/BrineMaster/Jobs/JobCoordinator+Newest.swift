internal import BrineCore
internal import BrineStore
internal import BrineWire

extension JobCoordinator {
    /// The newest jobs that the store has, the newest first, without the questions whether a job still runs and without
    /// calls of runners: what takes a job's id refuses theirs.
    ///
    /// - Throws: What the store throws.
    func newestJobs() async throws -> [NewestJobsAnswer.Entry] {
        var query = JobQuery(withoutRunnerCalls: true, limit: NewestJobsAnswer.limit)
        query.withoutFunction = FunctionName(module: "saltutil", function: "find_job")
        return try await parts.store.jobs(query).map { NewestJobsAnswer.Entry($0) }
    }
}
