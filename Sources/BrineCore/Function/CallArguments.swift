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

    /// The list in which Salt carries and shows them: those by place, then one map of those by name, marked by
    /// `__kwarg__`.
    public var saltForm: [Value] {
        guard !keyword.isEmpty else { return positional }
        var marked: ValueMap = ["__kwarg__": true]
        marked.entries += keyword.entries
        return positional + [.map(marked)]
    }

    /// The arguments that a list in Salt's form holds.
    ///
    /// A map marked by `__kwarg__` counts as named wherever it stands.
    public init(saltForm: [Value]) {
        self.init()
        for value in saltForm {
            if case .map(var map) = value, map["__kwarg__"] == .bool(true) {
                map["__kwarg__"] = nil
                keyword.entries += map.entries
            } else {
                positional.append(value)
            }
        }
    }
}
