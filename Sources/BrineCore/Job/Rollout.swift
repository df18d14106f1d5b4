public import MessagePack

/// How a job is brought to its minions a few at a time: Salt's batch.
public struct Rollout: Sendable, Hashable {
    /// How many minions may have the job at once: one at least.
    public var size: Share
    /// How long a place stays empty after the minion that had it has ended; zero for not at all.
    public var wait: Duration
    /// How many minions may fail: one more, and no further minion gets the job.
    ///
    /// Nil for as many as there are.
    public var maximumErrors: Share?

    /// A rollout with all its parts.
    public init(size: Share, wait: Duration = .zero, maximumErrors: Share? = nil) {
        self.size = size
        self.wait = wait
        self.maximumErrors = maximumErrors
    }

    /// The longest wait: a day.
    public static let longestWait = Duration.seconds(86_400)

    /// How many places there are for so many minions: one at least.
    public func places(for total: Int) -> Int {
        max(1, size.count(of: total))
    }

    /// How many of so many minions may fail; nil for all.
    public func errorLimit(for total: Int) -> Int? {
        maximumErrors?.count(of: total)
    }

    /// The rollout as messages carry it and the store keeps it.
    public var value: Value {
        var map: ValueMap = ["size": .string(size.description), "wait": .int(wait.wholeMicroseconds / 1_000)]
        map["max_errors"] = maximumErrors.map { .string($0.description) }
        return .map(map)
    }

    /// The rollout that ``value`` was made of; nil for anything else.
    public init?(_ value: Value) {
        guard let map = value.mapValue, let size = map["size"]?.stringValue.flatMap({ Share($0) }), !size.isNothing,
            let wait = map["wait"]?.intValue, (0...Self.longestWait.wholeMicroseconds / 1_000).contains(wait)
        else { return nil }
        var maximumErrors: Share?
        if let limit = map["max_errors"] {
            guard let share = limit.stringValue.flatMap({ Share($0) }) else { return nil }
            maximumErrors = share
        }
        self.init(size: size, wait: .milliseconds(wait), maximumErrors: maximumErrors)
    }
}
