import BrineFormats
import MessagePack

/// A value as it stands in a configuration file.
struct ConfiguredValue: Sendable {
    /// What it means by YAML's rules.
    var value: Value
    /// The text as written, where it is no list and no map.
    ///
    /// A setting that is a text takes this one, so that an id of `007` or `no` stays what was written.
    var text: String?
}

extension ConfiguredValue {
    /// What was found, for a message: a text in quotes, a number bare, anything else by its kind.
    var found: String {
        switch value {
        case .null: "nothing"
        case .string(let text): "\"\(text.printable)\""
        case .bool, .int, .uint, .double: text?.printable ?? value.kindName
        default: value.kindName
        }
    }

    /// The text as written, or nil where nothing, a list or a map is written.
    var nonEmptyText: String? {
        guard value != .null, let text, !text.isEmpty else { return nil }
        return text
    }
}
