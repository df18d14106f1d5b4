internal import MessagePack

/// One condition on a minion, with nothing left to look up.
public enum TargetTerm: Sendable {
    /// A pattern on the id.
    case glob(Glob)
    /// A regular expression on the id.
    case regex(RegularExpression)
    /// The ids themselves.
    case list(Set<MinionID>)
    /// A pattern on the grains.
    case grain(GrainPattern)
    /// An address or subnet that one of the machine's addresses must be in.
    case subnet(Subnet)

    /// Whether a minion fulfils the condition; nil where it is on grains and these are not known.
    ///
    /// - Throws: ``TooManySteps`` where that cannot be found out within the limits.
    func matches(_ id: MinionID, _ grains: ValueMap?) throws(TooManySteps) -> Bool? {
        switch self {
        case .glob(let glob): return glob.matches(id.description)
        case .regex(let expression): return try expression.matches(id.description)
        case .list(let ids): return ids.contains(id)
        case .grain(let pattern):
            guard let grains else { return nil }
            return try pattern.matches(grains)
        case .subnet(let subnet):
            guard let grains else { return nil }
            let addresses = grains[subnet.isIPv6 ? "ipv6" : "ipv4"]?.arrayValue ?? []
            return addresses.contains { $0.stringValue.map(subnet.contains) ?? false }
        }
    }

    /// The ids that a text names, with commas or spaces between them.
    ///
    /// - Throws: ``TargetError`` where one is no minion's id, or there is none.
    public static func ids(in text: String) throws(TargetError) -> [MinionID] {
        var ids: [MinionID] = []
        for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let id = MinionID(word) else {
                let column = text.distance(from: text.startIndex, to: word.startIndex) + 1
                throw TargetError(
                    column: column,
                    expected: "a minion id (\(MinionID.rule))",
                    found: TargetError.quoted(word)
                )
            }
            ids.append(id)
        }
        guard !ids.isEmpty else { throw TargetError(expected: "a list of ids", found: "none") }
        return ids
    }

    /// The regular expression on ids that a text is.
    static func regex(on text: String) throws(TargetError) -> TargetTerm {
        guard text.utf8.count <= RegularExpression.maximumLength else {
            throw TargetError(
                expected: "at most \(RegularExpression.maximumLength) bytes",
                found: "\(text.utf8.count)"
            )
        }
        do {
            return .regex(try RegularExpression(text))
        } catch {
            throw TargetError(column: error.column, expected: "a regular expression", found: error.reason)
        }
    }

    /// The pattern on ids that a text is.
    static func glob(on text: String) throws(TargetError) -> TargetTerm {
        guard text.utf8.count <= Glob.maximumLength else {
            throw TargetError(expected: "at most \(Glob.maximumLength) bytes", found: "\(text.utf8.count)")
        }
        return .glob(Glob(text))
    }
}
