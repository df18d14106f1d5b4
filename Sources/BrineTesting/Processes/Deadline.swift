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
    while try await !condition() {
        guard ContinuousClock.now < end else { throw DeadlinePassed(what, within: deadline) }
        // Two processors do what is waited for, and more tests: a question at a time is enough.
        try await Task.sleep(for: .milliseconds(5))
    }
}
