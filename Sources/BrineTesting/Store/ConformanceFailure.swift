internal import BrineStore

/// What a store did against its contract: thrown, so that the suite needs no testing library.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public let description: String
    /// The file of the behaviour.
    public let file: String
    /// The line in it.
    public let line: Int
}

/// Throws unless two values are equal.
func requireEqual<Thing: Equatable>(
    _ found: Thing,
    _ expected: Thing,
    _ what: String,
    file: String = #fileID,
    line: Int = #line
) throws(ConformanceFailure) {
    guard found != expected else { return }
    throw ConformanceFailure(description: "\(what): expected \(expected), found \(found)", file: file, line: line)
}

/// Throws unless some work throws an error of the store that equals the expected one.
func requireError(
    _ expected: JobStoreError,
    _ what: String,
    file: String = #fileID,
    line: Int = #line,
    from work: () async throws -> Void
) async throws {
    do {
        try await work()
    } catch {
        return try requireEqual(error as? JobStoreError, expected, "\(what), the error", file: file, line: line)
    }
    throw ConformanceFailure(description: "\(what): expected \(expected), found no error", file: file, line: line)
}
