/// Why a job was not published.
enum PublishError: Error, Sendable, Hashable {
    /// No accepted minion fits the target.
    case noMinions
    /// The master is stopping.
    case stopping
}
