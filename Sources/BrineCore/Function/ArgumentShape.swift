public import MessagePack

/// The kind of values a parameter takes, checked before the function runs.
public enum ArgumentShape: Sendable, Hashable {
    case any
    case text
    case integer
    /// An integer or a number with a fraction.
    case number
    case boolean
    case list
    case map

    /// Whether a value is of this kind.
    public func accepts(_ value: Value) -> Bool {
        switch self {
        case .any: true
        case .text: value.stringValue != nil
        case .integer: value.intValue != nil
        case .number: value.doubleValue != nil
        case .boolean: value.boolValue != nil
        case .list: value.arrayValue != nil
        case .map: value.mapValue != nil
        }
    }

    /// What it is, in words for messages.
    public var expectation: String {
        switch self {
        case .any: "a value"
        case .text: "a text"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension Value {
    /// The value as a user would write it for a default: `None`, `True`, `42`, `''`, `/bin/sh`.
    package var argumentText: String {
        switch self {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text.isEmpty || text.contains(" ") ? "'\(text)'" : text
        case .array(let elements): "[\(elements.map(\.argumentText).joined(separator: ", "))]"
        case .binary, .map, .extended: "<\(kindName)>"
        }
    }

    /// What was found where something else was expected: the kind, and the value itself where it is short.
    package var foundText: String {
        let text = argumentText
        return switch self {
        case .null: kindName
        case .bool, .int, .uint, .double, .string:
            text.utf8.count <= 60 ? "\(kindName): \(text)" : "\(kindName) of \(text.utf8.count) bytes"
        case .binary, .array, .map, .extended: kindName
        }
    }
}
