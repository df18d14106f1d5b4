public import MessagePack

/// A target made ready to be asked which minions it means: conditions joined by `and`, `or` and `not`.
///
/// What is made of a text is no deeper than ``CompoundParser/maximumDepth`` and of no more conditions than
/// ``CompoundParser/maximumTerms``, nodegroups included.
public indirect enum TargetExpression: Sendable {
    case term(TargetTerm)
    case not(TargetExpression)
    /// All of them, at least one.
    case and([TargetExpression])
    /// Any of them, at least one.
    case or([TargetExpression])

    /// Makes a target ready.
    ///
    /// - Parameters:
    ///   - target: The target.
    ///   - nodegroups: The master's nodegroups; nil where they are not known, as in a command. Then each may be there.
    /// - Throws: ``TargetError`` where its text is not what its kind asks for, or names a nodegroup that is not there.
    public init(_ target: Target, nodegroups: NodeGroups?) throws(TargetError) {
        switch target {
        case .glob(let pattern): self = .term(try .glob(on: pattern))
        case .list(let ids): self = .term(.list(Set(ids)))
        case .pcre(let pattern): self = .term(try .regex(on: pattern))
        case .grain(let text, let delimiter): self = .term(.grain(try GrainPattern(text, delimiter: delimiter)))
        case .grainPCRE(let text, let delimiter):
            self = .term(.grain(try GrainPattern(text, delimiter: delimiter, isRegex: true)))
        case .compound(let text):
            var parser = CompoundParser(nodegroups)
            self = try parser.parse(text)
        case .nodegroup(let name):
            var parser = CompoundParser(nodegroups)
            self = try parser.group(name, at: .column(1))
        case .ipcidr(let text): self = .term(.subnet(try Subnet(text)))
        }
    }

    /// Whether the target means a minion.
    ///
    /// A minion whose grains are not known is meant only where they make no difference: neither `G@os:Debian` nor
    /// `not G@os:Debian` means it, `web1 or G@os:Debian` means web1.
    ///
    /// - Parameters:
    ///   - id: The minion.
    ///   - grains: What it knows of its machine; nil where that is not known.
    /// - Returns: whether it is meant.
    /// - Throws: ``TooManySteps`` where that cannot be found out within the limits.
    public func matches(_ id: MinionID, _ grains: ValueMap?) throws(TooManySteps) -> Bool {
        try truth(id, grains) == true
    }

    /// True, false, or nil for what depends on grains that are not known.
    private func truth(_ id: MinionID, _ grains: ValueMap?) throws(TooManySteps) -> Bool? {
        switch self {
        case .term(let term): return try term.matches(id, grains)
        case .not(let inner): return try inner.truth(id, grains).map { !$0 }
        case .and(let parts):
            var isKnown = true
            for part in parts {
                guard let truth = try part.truth(id, grains) else {
                    isKnown = false
                    continue
                }
                if !truth { return false }
            }
            return isKnown ? true : nil
        case .or(let parts):
            var isKnown = true
            for part in parts {
                guard let truth = try part.truth(id, grains) else {
                    isKnown = false
                    continue
                }
                if truth { return true }
            }
            return isKnown ? false : nil
        }
    }
}
