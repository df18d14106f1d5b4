import BrineCore
import BrineStore

@testable import BrineMaster

// What is promised of jobs that are brought to a few minions at a time.
extension Ledger {
    /// It is these minions' turn in a rollout.
    ///
    /// Counted is who really has the job, and whose turn has come, without an outcome that the master knows of. A minion that is
    /// silent for longer than the window has no place.
    func checkTurn(_ jid: JobID, _ minions: [MinionNumber], in world: World, _ tracker: Tracker) throws(Violation) {
        guard isStrict, let kept = world.store.kept[jid], let rollout = kept.job.rollout, let live = tracker.jobs[jid]
        else { return }
        let places = rollout.places(for: kept.job.minions.count)
        let silent = live.rollout?.silent ?? []
        let busy = kept.job.minions.filter { minion in
            guard let standing = live.waiting[minion], !silent.contains(minion), !minions.contains(minion) else {
                return false
            }
            return kept.started.contains(minion) || !standing.isHeld
                || begun[Pair(jid: jid, minion: minion)] != nil
        }
        guard busy.count + minions.count > places else { return }
        throw Violation(
            .rolloutPlaces,
            "\(busy.map(world.name)) have \(world.name(jid)), and \(minions.map(world.name)) get it, where there are \(places) places"
        )
    }

    /// Minions get a job whose turn has come.
    func checkStart(_ actions: [Tracker.Action], in world: World, _ master: ModelMaster) throws(Violation) {
        for case .deliver(let jid, _) in actions {
            guard isStrict, let kept = world.store.kept[jid],
                let limit = kept.job.rollout?.errorLimit(for: kept.job.minions.count)
            else { continue }
            // What has come to the store this moment, the tracker hears of in the next.
            let fresh = Set((master.batch?.outcomes ?? []).filter { $0.jid == jid }.map(\.minion))
            let failed = kept.outcomes.filter { $0.value.state.isFailure && !fresh.contains($0.key) }.count
            guard failed > limit else { continue }
            throw Violation(
                .rolloutErrors,
                "\(world.name(jid)) goes on after \(failed) failures, where there may be \(limit)"
            )
        }
    }
}
