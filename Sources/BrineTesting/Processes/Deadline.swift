/// How long a test waits for an event before it fails.
///
/// Long: a busy machine is no failure.
public let eventDeadline = Duration.seconds(60)

/// What a test waited for did not come.
public struct DeadlinePassed: Error, CustomStringConvertible {
    /// What was waited for.
    public let description: String

    /// What was waited for.
    ///
    /// - Parameters:
    ///   - what: What was waited for, in words.
    ///   - deadline: How long.
    public init(_ what: String, within deadline: Duration = eventDeadline) {
        description = "\(what) did not come within \(deadline)"
    }
}

/// Asks again and again until a condition holds: for what tells of itself only when it is asked.
///
/// Between two questions the processor is left to those who are waited for: longer and longer, but never for long.
///
/// - Parameters:
///   - what: What is waited for, in words.
///   - deadline: How long at the most.
///   - condition: The question.
/// - Throws: ``DeadlinePassed`` where it does not hold in time, or what the condition throws.
public func until(
    _ what: String,
    within deadline: Duration = eventDeadline,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + deadline
    var pause = Duration.milliseconds(2)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw DeadlinePassed(what, within: deadline) }
        try await Task.sleep(for: pause)
        pause = min(pause * 1.5, .milliseconds(100))
    }
}
