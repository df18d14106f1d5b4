public import MessagePack

/// Which minions a job is for: an expression, and the language it is written in.
public enum Target: Sendable, Hashable {
    /// A shell-like pattern on the minion's id: `*`, `web[12]*`.
    case glob(String)
    /// The ids themselves, in the order written (`-L`).
    case list([MinionID])

    /// The languages a target can be written in; the raw values are Salt's `tgt_type`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case glob
        case list
    }

    /// The language this target is written in.
    public var kind: Kind {
        switch self {
        case .glob: .glob
        case .list: .list
        }
    }

    /// The expression as Salt carries and shows it: a text, or the list of ids.
    public var expressionValue: Value {
        switch self {
        case .glob(let pattern): .string(pattern)
        case .list(let ids): .array(ids.map { .string($0.description) })
        }
    }

    /// The target that an expression in a language gives, or nil where the expression is not of that language's form: a
    /// glob of over 1,024 bytes or a list with a word that is no minion id.
    public init?(kind: Kind, expression: Value) {
        switch (kind, expression) {
        case (.glob, .string(let pattern)):
            guard pattern.utf8.count <= Glob.maximumLength else { return nil }
            self = .glob(pattern)
        case (.list, .array(let words)):
            let ids = words.compactMap { $0.stringValue.flatMap { MinionID($0) } }
            guard ids.count == words.count else { return nil }
            self = .list(ids)
        default: return nil
        }
    }

    /// The ids that a list names and that are not among those it was resolved to, each once, in the order written.
    public func missing(from resolved: [MinionID]) -> [MinionID] {
        guard case .list(let ids) = self else { return [] }
        var seen = Set(resolved)
        return ids.filter { seen.insert($0).inserted }
    }

    /// Whether the target names a minion.
    public func matches(_ id: MinionID) -> Bool {
        switch self {
        case .glob(let pattern): Glob(pattern).matches(id.description)
        case .list(let ids): ids.contains(id)
        }
    }

    /// The minions among those known that the target names, in the order of `known`.
    ///
    /// Linear in their number.
    public func resolved(among known: [MinionID]) -> [MinionID] {
        switch self {
        case .glob(let pattern):
            let glob = Glob(pattern)
            return glob.matchesEverything ? known : known.filter { glob.matches($0.description) }
        case .list(let ids):
            let wanted = Set(ids)
            return known.filter(wanted.contains)
        }
    }
}
