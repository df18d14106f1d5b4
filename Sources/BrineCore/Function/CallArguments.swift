public import MessagePack

/// The arguments of a call: those by place and those by name.
public struct CallArguments: Sendable, Hashable {
    /// The arguments by place.
    public var positional: [Value]
    /// The arguments by name (`key=value`), in the order written.
    public var keyword: ValueMap

    /// Arguments by place and by name.
    public init(_ positional: [Value] = [], keyword: ValueMap = [:]) {
        self.positional = positional
        self.keyword = keyword
    }

    private static let mark: Value = "__kwarg__"

    /// The list in which Salt carries and shows them: those by place, then one map of those by name, marked by
    /// `__kwarg__`.
    public var saltForm: [Value] {
        guard !keyword.isEmpty else { return positional }
        // The mark's own name cannot be a keyword: it would take the mark's place.
        let named = keyword.entries.filter { $0.key != Self.mark }
        return positional + [.map(ValueMap(entries: [ValueMap.Entry(key: Self.mark, value: true)] + named))]
    }

    /// The arguments that a list in Salt's form holds.
    ///
    /// A map marked by `__kwarg__` counts as named wherever it stands.
    public init(saltForm: [Value]) {
        self.init()
        for value in saltForm {
            if case .map(var map) = value, map[Self.mark] == .bool(true) {
                map[Self.mark] = nil
                keyword.entries += map.entries
            } else {
                positional.append(value)
            }
        }
    }
}
