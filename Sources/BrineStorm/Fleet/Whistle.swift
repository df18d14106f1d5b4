internal import Synchronization

/// Tells all who take part in a storm that it is over.
///
/// Not the cancellation of tasks, which would end the commands that they run.
final class Whistle: Sendable {
    private let isBlownNow = Atomic(false)

    /// Whether it is over.
    var isBlown: Bool { isBlownNow.load(ordering: .relaxed) }

    func blow() { isBlownNow.store(true, ordering: .relaxed) }
}
