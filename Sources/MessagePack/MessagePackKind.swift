/// The kind of an encoded value, as its first byte tells it.
public enum MessagePackKind: Sendable, Hashable {
    case null
    case bool
    /// An integer of either sign and any width.
    case integer
    case double
    case string
    case binary
    case array
    case map
    case extended
}

extension MessagePackKind: CustomStringConvertible {
    /// The kind in words for messages, the same as ``Value/kindName``.
    public var description: String {
        switch self {
        case .null: "nothing"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .double: "a number"
        case .string: "a text"
        case .binary: "binary data"
        case .array: "a list"
        case .map: "a map"
        case .extended: "an extension value"
        }
    }
}
