internal import BrineCore
internal import Synchronization

/// The one ``Admission`` of a master: the enrolment desk asks it, the coordinator tells it who listens.
///
/// Safe to use from any task; never waits.
final class AdmissionGate: Sendable {
    private let admission: Mutex<Admission>

    /// A gate with so many places.
    init(limit: Int) {
        admission = Mutex(Admission(limit: limit))
    }

    /// An accepted minion asks.
    func ask(_ minion: MinionID) -> Admission.Answer {
        admission.withLock { $0.ask(minion, at: .now) }
    }

    /// A minion listens.
    func listens(_ minion: MinionID) {
        admission.withLock { $0.listens(minion, at: .now) }
    }
}
