import BrineCore

@testable import BrineMaster

extension JobCoordinator {
    /// How a job stands on the minions that have no outcome yet.
    func states(of jid: JobID) -> [MinionNumber: JobState] {
        (tracker.jobs[jid]?.waiting ?? [:]).mapValues(\.state)
    }
}
