/// Why a job was not published.
enum PublishError: Error, Sendable, Hashable {
    /// No accepted minion fits the target.
    case noMinions
    /// The target cannot be understood, or takes too long; why, in words.
    case badTarget(String)
    /// The master is stopping.
    case stopping
}
