internal import BrineCore
internal import Logging

// Whom a target means, and what has to be known for that.
extension JobCoordinator {
    /// The accepted minions that a target means, in the order of their ids; nothing is published.
    ///
    /// - Throws: ``PublishError/badTarget(_:)`` where it is none, or why the accepted minions are not known.
    func preview(_ target: Target) async throws -> [MinionID] {
        try await meant(by: target, among: try parts.accepted())
    }

    /// The minions among those accepted that a target means.
    ///
    /// Globs and lists are found here at once. All else is found beside the coordinator, which goes on meanwhile.
    func meant(by target: Target, among accepted: [MinionID]) async throws -> [MinionID] {
        if let ids = target.resolved(among: accepted) { return ids }
        let expression: TargetExpression
        do {
            expression = try TargetExpression(target, nodegroups: parts.nodegroups)
        } catch {
            throw PublishError.badTarget("\(error)")
        }
        return try await grains.meant(by: expression, among: accepted)
    }

    /// Has grains that came taken in, beside the coordinator; of a minion that told twice meanwhile the later count.
    func startTakingGrains() {
        guard !hasGrainsTask, !arrivedGrains.isEmpty else { return }
        hasGrainsTask = true
        Task { await self.takeGrains() }
    }

    /// Waits until all grains that came are taken in.
    func finishTakingGrains() async {
        startTakingGrains()
        while isTakingGrains || !arrivedGrains.isEmpty {
            await withCheckedContinuation { heldBack.append($0) }
        }
    }

    private func takeGrains() async {
        while !arrivedGrains.isEmpty {
            let batch = Array(arrivedGrains.values)
            arrivedGrains = [:]
            isTakingGrains = true
            for problem in await grains.take(batch) { drop(problem.sender, problem.reason) }
            isTakingGrains = false
            releaseHeldBack()
            // A minion that tells others all the time costs a transaction each pause, and no more.
            try? await Task.sleep(for: Self.pauseBetweenGrains)
        }
        hasGrainsTask = false
    }

    /// Forgets what is known of minions that are accepted no more.
    ///
    /// - Throws: What the store throws, or why the accepted minions are not known.
    func forgetGrains() async throws {
        try await grains.forget(except: parts.accepted)
    }
}
