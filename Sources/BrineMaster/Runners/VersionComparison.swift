internal import BrineCore
internal import MessagePack

/// The minions by how their version compares with the master's, in Salt's words.
struct VersionComparison: Sendable {
    private let master: String
    private var groups: [String: ValueMap] = [:]

    /// No minions yet.
    init(master: String) {
        self.master = master
    }

    /// Adds a minion; without a version where it did not answer.
    mutating func add(_ id: MinionID, version: String?) {
        let group: String
        switch version.map({ Self.numbers($0) }) {
        case nil: group = "Minion offline"
        case Self.numbers(master)?: group = "Up to date"
        case let numbers?:
            group =
                numbers.lexicographicallyPrecedes(Self.numbers(master))
                ? "Minion requires update" : "Minion newer than master"
        }
        groups[group, default: [:]][id.description] = version.map { .string($0) } ?? false
    }

    /// The groups that have minions, with the master's own version.
    var value: Value {
        var value: ValueMap = ["Master": .string(master)]
        for name in ["Up to date", "Minion requires update", "Minion newer than master", "Minion offline"] {
            if let group = groups[name] { value[name] = .map(group) }
        }
        return .map(value)
    }

    /// The numbers in a version: those of 0.10.2 are 0, 10 and 2.
    private static func numbers(_ version: String) -> [Int] {
        version.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? .max }
    }
}
