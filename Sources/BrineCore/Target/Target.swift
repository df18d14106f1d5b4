public import MessagePack

/// Which minions a job is for: an expression, and the language it is written in.
///
/// This is the target as it was written and as it travels. Whom it means is found out by a ``TargetExpression``.
public enum Target: Sendable, Hashable {
    /// A shell-like pattern on the minion's id: `*`, `web[12]*`.
    case glob(String)
    /// A regular expression on the id (`-E`), which must fit from its start on: `web\d+`.
    case pcre(String)
    /// The ids themselves, in the order written (`-L`).
    case list([MinionID])
    /// A grain and a pattern for its value (`-G`), with a delimiter between them: `os:Debian`.
    case grain(String, delimiter: String = ":")
    /// A grain and a regular expression for its value (`-P`).
    case grainPCRE(String, delimiter: String = ":")
    /// Several of these, joined by `and`, `or` and `not` (`-C`): `web* and G@os:Debian`.
    case compound(String)
    /// The name of a compound target in the master's configuration (`-N`).
    case nodegroup(String)
    /// An address or a subnet that one of the minion's addresses is in (`-S`).
    case ipcidr(String)

    /// The languages a target can be written in; the raw values are Salt's `tgt_type`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case glob
        case pcre
        case list
        case grain
        case grainPCRE = "grain_pcre"
        case compound
        case nodegroup
        case ipcidr
    }

    /// The language this target is written in.
    public var kind: Kind {
        switch self {
        case .glob: .glob
        case .pcre: .pcre
        case .list: .list
        case .grain: .grain
        case .grainPCRE: .grainPCRE
        case .compound: .compound
        case .nodegroup: .nodegroup
        case .ipcidr: .ipcidr
        }
    }

    /// The expression as Salt carries and shows it: a text, or the list of ids.
    ///
    /// Of a target on grains with another delimiter than a colon it is a list of the text and the delimiter.
    public var expressionValue: Value {
        switch self {
        case .glob(let text), .pcre(let text), .compound(let text), .nodegroup(let text), .ipcidr(let text):
            .string(text)
        case .list(let ids): .array(ids.map { .string($0.description) })
        case .grain(let text, let delimiter), .grainPCRE(let text, let delimiter):
            delimiter == ":" ? .string(text) : [.string(text), .string(delimiter)]
        }
    }

    /// The target that an expression in a language gives, or nil where the expression is not of that language's form: a
    /// text that is too long or a list with a word that is no minion id.
    ///
    /// What the text says is not looked at.
    public init?(kind: Kind, expression: Value) {
        if kind == .list {
            guard let words = expression.arrayValue else { return nil }
            let ids = words.compactMap { $0.stringValue.flatMap { MinionID($0) } }
            guard ids.count == words.count else { return nil }
            self = .list(ids)
            return
        }
        guard let (text, delimiter) = Self.parts(of: expression, kind),
            text.utf8.count <= Self.maximumLength(of: kind), delimiter.utf8.count <= GrainPattern.longestDelimiter
        else { return nil }
        switch kind {
        case .glob: self = .glob(text)
        case .pcre: self = .pcre(text)
        case .list: return nil
        case .grain: self = .grain(text, delimiter: delimiter)
        case .grainPCRE: self = .grainPCRE(text, delimiter: delimiter)
        case .compound: self = .compound(text)
        case .nodegroup: self = .nodegroup(text)
        case .ipcidr: self = .ipcidr(text)
        }
    }

    private static func parts(of expression: Value, _ kind: Kind) -> (text: String, delimiter: String)? {
        if let text = expression.stringValue { return (text, ":") }
        guard kind == .grain || kind == .grainPCRE, let parts = expression.arrayValue, parts.count == 2,
            let text = parts[0].stringValue, let delimiter = parts[1].stringValue, delimiter != ":"
        else { return nil }
        return (text, delimiter)
    }

    private static func maximumLength(of kind: Kind) -> Int {
        switch kind {
        case .compound: CompoundParser.maximumLength
        case .pcre: RegularExpression.maximumLength
        case .grain, .grainPCRE: GrainPattern.maximumLength
        case .glob, .list, .nodegroup, .ipcidr: Glob.maximumLength
        }
    }

    /// The ids that a list names and that are not among those it was resolved to, each once, in the order written.
    public func missing(from resolved: [MinionID]) -> [MinionID] {
        guard case .list(let ids) = self else { return [] }
        var seen = Set(resolved)
        return ids.filter { seen.insert($0).inserted }
    }

    /// Whether the target is known to name a minion by no more than the minion's id.
    ///
    /// False for every other kind than a glob and a list: the master alone finds out whom these mean, and publishes to each of
    /// them on its own topic.
    public func names(_ id: MinionID) -> Bool {
        switch self {
        case .glob(let pattern): Glob(pattern).matches(id.description)
        case .list(let ids): ids.contains(id)
        case .pcre, .grain, .grainPCRE, .compound, .nodegroup, .ipcidr: false
        }
    }

    /// The minions among those known that the target names, in the order of `known`; nil for every other kind than a glob and
    /// a list, which take a ``TargetExpression``.
    ///
    /// Linear in their number.
    public func resolved(among known: [MinionID]) -> [MinionID]? {
        switch self {
        case .glob(let pattern):
            let glob = Glob(pattern)
            return glob.matchesEverything ? known : known.filter { glob.matches($0.description) }
        case .list(let ids):
            let wanted = Set(ids)
            return known.filter(wanted.contains)
        case .pcre, .grain, .grainPCRE, .compound, .nodegroup, .ipcidr: return nil
        }
    }
}
