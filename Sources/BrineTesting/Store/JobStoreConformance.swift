public import BrineStore

/// Everything a `JobStore` must do, one behaviour at a time.
///
/// A test target runs it as `@Test(arguments: JobStoreConformance.behaviours)`, with a call of ``check(_:)`` for each.
public struct JobStoreConformance: Sendable {
    /// One thing that a store must do.
    public struct Behaviour: Sendable, CustomStringConvertible {
        /// The behaviour in a sentence.
        public let description: String
        let check: @Sendable (any JobStore) async throws -> Void

        init(_ description: String, check: @escaping @Sendable (any JobStore) async throws -> Void) {
            self.description = description
            self.check = check
        }
    }

    /// All of them.
    public static let behaviours =
        rosterBehaviours + grainsBehaviours + jobBehaviours + searchBehaviours + outcomeBehaviours + closingBehaviours
        + retentionBehaviours

    private let makeEmptyStore: @Sendable () async throws -> any JobStore

    /// A suite for the stores that a function makes: a new and empty one at each call.
    public init(makeEmptyStore: @escaping @Sendable () async throws -> any JobStore) {
        self.makeEmptyStore = makeEmptyStore
    }

    /// Has a new store show one behaviour.
    ///
    /// - Throws: ``ConformanceFailure`` where it does not, or whatever the store throws.
    public func check(_ behaviour: Behaviour) async throws {
        try await behaviour.check(try await makeEmptyStore())
    }
}
