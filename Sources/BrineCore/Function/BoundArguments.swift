public import MessagePack

/// A call's arguments, bound to the function's parameters and of the kinds these take.
public struct BoundArguments: Sendable, Hashable {
    /// The arguments by place beyond the named parameters.
    public private(set) var rest: [Value] = []
    /// The arguments by name beyond the named parameters, in the order written.
    public private(set) var restKeyword: ValueMap = [:]

    private var values: [String: Value] = [:]

    /// The arguments of a call, bound.
    ///
    /// - Parameters:
    ///   - arguments: What the call gives.
    ///   - parameters: What the function takes.
    /// - Throws: The first thing that is wrong with them.
    public init(_ arguments: CallArguments, to parameters: [Parameter]) throws(ArgumentError) {
        let singles = parameters.filter { $0.kind == .single }
        try bindPositional(arguments.positional, to: singles, takesRest: parameters.has(.variadicPositional))
        try bindKeywords(arguments.keyword, to: singles, takesRest: parameters.has(.variadicKeyword))
        let missing = singles.filter { $0.isRequired && values[$0.name] == nil }
        guard missing.isEmpty else { throw .missing(missing.map(\.name)) }
        for parameter in singles {
            guard let value = values[parameter.name] else {
                values[parameter.name] = parameter.defaultValue
                continue
            }
            guard parameter.accepts(value) else {
                throw .wrongValue(
                    parameter: parameter.name,
                    expected: parameter.shape.expectation,
                    found: value.foundText
                )
            }
        }
    }

    private mutating func bindPositional(
        _ given: [Value],
        to singles: [Parameter],
        takesRest: Bool
    ) throws(ArgumentError) {
        for (parameter, value) in zip(singles, given) {
            values[parameter.name] = value
        }
        guard given.count > singles.count else { return }
        guard takesRest else { throw .tooMany(allowed: singles.count, found: given.count) }
        rest = Array(given[singles.count...])
    }

    private mutating func bindKeywords(
        _ given: ValueMap,
        to singles: [Parameter],
        takesRest: Bool
    ) throws(ArgumentError) {
        let byPlace = Set(values.keys)
        for entry in given.entries {
            guard let name = entry.key.stringValue else { throw .unreadableKeyword(entry.key.foundText) }
            if byPlace.contains(name) { throw .givenTwice(name) }
            if singles.contains(where: { $0.name == name }) {
                values[name] = entry.value
            } else if takesRest {
                restKeyword.entries.append(entry)
            } else {
                throw .unknownKeyword(name)
            }
        }
    }
}

extension BoundArguments {
    /// The value of a parameter, its default where the call leaves it out.
    ///
    /// - Throws: ``ArgumentError/missing(_:)`` where there is no such parameter.
    public func value(_ name: String) throws(ArgumentError) -> Value {
        guard let value = values[name] else { throw .missing([name]) }
        return value
    }

    /// The text of a parameter.
    ///
    /// - Throws: An ``ArgumentError`` where it is no text.
    public func string(_ name: String) throws(ArgumentError) -> String {
        try typed(name, .text, \.stringValue)
    }

    /// The integer of a parameter.
    ///
    /// - Throws: An ``ArgumentError`` where it is none or lies outside `Int64`.
    public func int(_ name: String) throws(ArgumentError) -> Int64 {
        try typed(name, .integer, \.intValue)
    }

    /// The number of a parameter, from an integer too.
    ///
    /// - Throws: An ``ArgumentError`` where it is no number.
    public func double(_ name: String) throws(ArgumentError) -> Double {
        try typed(name, .number, \.doubleValue)
    }

    /// The truth value of a parameter.
    ///
    /// - Throws: An ``ArgumentError`` where it is no boolean.
    public func bool(_ name: String) throws(ArgumentError) -> Bool {
        try typed(name, .boolean, \.boolValue)
    }

    /// The text of a parameter, or nil where it is `null`.
    ///
    /// - Throws: An ``ArgumentError`` where it is neither.
    public func optionalString(_ name: String) throws(ArgumentError) -> String? {
        try value(name) == .null ? nil : string(name)
    }

    /// The number of a parameter, or nil where it is `null`.
    ///
    /// - Throws: An ``ArgumentError`` where it is neither.
    public func optionalDouble(_ name: String) throws(ArgumentError) -> Double? {
        try value(name) == .null ? nil : double(name)
    }

    /// The list of a parameter.
    ///
    /// - Throws: An ``ArgumentError`` where it is no list.
    public func list(_ name: String) throws(ArgumentError) -> [Value] {
        try typed(name, .list, \.arrayValue)
    }

    /// The list of a parameter, or nil where it is `null`.
    ///
    /// - Throws: An ``ArgumentError`` where it is neither.
    public func optionalList(_ name: String) throws(ArgumentError) -> [Value]? {
        try value(name) == .null ? nil : list(name)
    }

    /// The map of a parameter, or nil where it is `null`.
    ///
    /// - Throws: An ``ArgumentError`` where it is neither.
    public func optionalMap(_ name: String) throws(ArgumentError) -> ValueMap? {
        try value(name) == .null ? nil : typed(name, .map, \.mapValue)
    }

    private func typed<T>(
        _ name: String,
        _ shape: ArgumentShape,
        _ read: (Value) -> T?
    ) throws(ArgumentError) -> T {
        let found = try value(name)
        guard let typed = read(found) else {
            throw .wrongValue(parameter: name, expected: shape.expectation, found: found.foundText)
        }
        return typed
    }
}

extension [Parameter] {
    fileprivate func has(_ kind: Parameter.Kind) -> Bool {
        contains { $0.kind == kind }
    }
}
