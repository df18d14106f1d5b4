package import BrineCore
package import MessagePack

/// A packet's fields, read by name with the types they must have.
package struct WireFields: Sendable {
    private let map: ValueMap

    /// The fields of a map.
    package init(_ map: ValueMap) {
        self.map = map
    }

    /// A field's value as it is, or `null` where it is missing.
    package func value(_ name: String) -> Value {
        map[name] ?? .null
    }

    /// What a function reads of a field, or nil where the field is missing.
    package func optional<Element>(
        _ name: String,
        _ read: (String) throws(WireError) -> Element
    ) throws(WireError) -> Element? {
        map[name] == nil ? nil : try read(name)
    }

    /// How a job is brought to a few minions at a time.
    package func rollout(_ name: String) throws(WireError) -> Rollout {
        try read(name, "a rollout: its size, its wait in milliseconds, and perhaps max_errors") { Rollout($0) }
    }

    /// A text.
    package func text(_ name: String) throws(WireError) -> String {
        try read(name, "a text", \.stringValue)
    }

    /// A text, or a given one where the field is missing.
    package func text(_ name: String, default standard: String) throws(WireError) -> String {
        map[name] == nil ? standard : try text(name)
    }

    /// A boolean, or a given one where the field is missing.
    package func flag(_ name: String, default standard: Bool) throws(WireError) -> Bool {
        map[name] == nil ? standard : try read(name, "a boolean", \.boolValue)
    }

    /// An integer.
    package func integer(_ name: String) throws(WireError) -> Int64 {
        try read(name, "an integer", \.intValue)
    }

    /// A number of things: an integer from 0.
    package func unsigned(_ name: String) throws(WireError) -> UInt64 {
        try read(name, "an integer from 0", \.uintValue)
    }

    /// A number of things: an integer from 1.
    package func positive(_ name: String) throws(WireError) -> UInt64 {
        try read(name, "an integer from 1") { $0.uintValue.flatMap { $0 > 0 ? $0 : nil } }
    }

    /// A list.
    package func list(_ name: String) throws(WireError) -> [Value] {
        try read(name, "a list", \.arrayValue)
    }

    /// A list, each element read by a function that answers nil for one that is not what it must be.
    package func list<Element>(
        _ name: String,
        of expected: String,
        _ element: (Value) -> Element?
    ) throws(WireError) -> [Element] {
        var elements: [Element] = []
        for value in try list(name) {
            guard let element = element(value) else {
                throw .wrongField(name, expected: "a list of \(expected)", found: "\(value.kindName) in it")
            }
            elements.append(element)
        }
        return elements
    }

    /// A map.
    package func map(_ name: String) throws(WireError) -> ValueMap {
        try read(name, "a map", \.mapValue)
    }

    /// Bytes.
    package func bytes(_ name: String) throws(WireError) -> [UInt8] {
        try read(name, "binary data") { if case .binary(let bytes) = $0 { bytes } else { nil } }
    }

    /// A jid, in twenty digits.
    package func jid(_ name: String) throws(WireError) -> JobID {
        try read(name, "a jid of twenty digits") { $0.stringValue.flatMap { JobID($0) } }
    }

    /// A minion's id.
    package func minionID(_ name: String) throws(WireError) -> MinionID {
        try read(name, "a minion id") { $0.stringValue.flatMap { MinionID($0) } }
    }

    /// A function's name.
    package func functionName(_ name: String) throws(WireError) -> FunctionName {
        try read(name, "a function's name") { $0.stringValue.flatMap { FunctionName($0) } }
    }

    /// An event's tag.
    package func eventTag(_ name: String) throws(WireError) -> EventTag {
        try read(name, "a tag of \(EventTag.rule)") { $0.stringValue.flatMap { EventTag($0) } }
    }

    /// A moment, in microseconds since 1970.
    package func timestamp(_ name: String) throws(WireError) -> Timestamp {
        Timestamp(microseconds: try integer(name))
    }

    /// A time in milliseconds, 1 at least and ten years at most, or nil where the field is missing.
    package func optionalMilliseconds(_ name: String) throws(WireError) -> Duration? {
        guard map[name] != nil else { return nil }
        let milliseconds = try unsigned(name)
        guard (1...315_360_000_000).contains(milliseconds) else {
            throw .wrongField(name, expected: "1 to 315360000000 milliseconds", found: "\(milliseconds)")
        }
        return .milliseconds(Int64(milliseconds))
    }

    /// A target: the fields `tgt` and `tgt_type`.
    package func target() throws(WireError) -> Target {
        let known = Target.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        let kind = try read("tgt_type", "a kind of target (\(known))") {
            $0.stringValue.flatMap(Target.Kind.init(rawValue:))
        }
        return try read("tgt", "an expression of kind \(kind.rawValue)") { Target(kind: kind, expression: $0) }
    }

    /// A call's arguments, in Salt's form: a list whose last element may be a marked map.
    package func arguments(_ name: String) throws(WireError) -> CallArguments {
        CallArguments(saltForm: try list(name))
    }

    /// What a job runs, of two fields: a function's name and its arguments, or a list of two names or more and a list of the
    /// arguments of each.
    package func calls(_ functionField: String, _ argumentField: String) throws(WireError) -> Calls {
        let names = try read(functionField, "a function's name or a list of 2 to \(Calls.most)") { value in
            guard let list = value.arrayValue else {
                return value.stringValue.flatMap { FunctionName($0) }.map { [$0] }
            }
            let names = list.compactMap { $0.stringValue.flatMap { FunctionName($0) } }
            return names.count == list.count && (2...Calls.most).contains(names.count) ? names : nil
        }
        let expected = names.count == 1 ? "a list" : "a list of \(names.count) lists"
        return try read(argumentField, expected) { Calls(names, argumentValue: $0) }
    }

    private func read<Result>(
        _ name: String,
        _ expected: String,
        _ convert: (Value) -> Result?
    ) throws(WireError) -> Result {
        guard let value = map[name] else { throw .missingField(name) }
        guard let result = convert(value) else {
            throw .wrongField(name, expected: expected, found: value.kindName)
        }
        return result
    }
}
