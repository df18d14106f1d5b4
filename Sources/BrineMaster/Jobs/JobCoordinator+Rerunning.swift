internal import BrineCore
internal import BrineWire

// A job once more.
extension JobCoordinator {
    /// Publishes a job's functions anew, with the same arguments, time limit, metadata and rollout, to some minions.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - ids: The minions; those that are not accepted any more are left out.
    ///   - deliverWithin: How long it waits for each; nil for the master's own window.
    ///   - user: Who asks for it.
    /// - Returns: the new job's jid.
    /// - Throws: ``PublishError`` where none of them is accepted or the master stops; what the store throws.
    func rerun(
        _ job: Job,
        on ids: [MinionID],
        deliverWithin: Duration?,
        for user: String
    ) async throws -> JobID {
        var jid = job.jid
        let request = PublishRequest(
            tag: 0,
            target: .list(ids),
            calls: job.calls,
            user: user,
            metadata: job.metadata,
            timeLimit: job.timeLimit,
            deliverWithin: deliverWithin,
            watch: false,
            rollout: job.rollout
        )
        try await publish(request) { jid = $0.jid }
        return jid
    }
}
