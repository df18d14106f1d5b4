import BrineCore
import BrineFormats
import MessagePack

/// What the value of a setting must be, and how it is read from a file and written into one.
struct SettingKind<Value: Sendable>: Sendable {
    /// What a value must be, with its unit, as it follows `expected` in a message.
    let expected: String
    /// The value, or nil where what stands in the file is not what is expected.
    let read: @Sendable (ConfiguredValue) -> Value?
    /// The value as a file would have it.
    let write: @Sendable (Value) -> String
    /// The value under a root directory; nil for kinds that are no path.
    var relocate: (@Sendable (Value, _ root: String) -> Value)?
}

extension SettingKind {
    /// The value as a function of the minion is told that asks for the setting.
    func told(_ value: Value) -> MessagePack.Value {
        switch value {
        case let text as String: return .string(text)
        case let texts as [String]: return .array(texts.map { .string($0) })
        case let map as ValueMap: return .map(map)
        case let id as MinionID: return .string(id.description)
        case let host as Host: return .string(host.description)
        default:
            let text = write(value)
            return text.isEmpty ? .null : YAMLValue.read(text) ?? .string(text)
        }
    }

    /// The same, or nothing: `key:` with no value behind it.
    var orNothing: SettingKind<Value?> {
        SettingKind<Value?>(
            expected: "\(expected), or nothing",
            read: { $0.value == .null ? .some(nil) : read($0).map(Optional.some) },
            write: { $0.map(write) ?? "" }
        )
    }
}

extension SettingKind where Value == Bool {
    /// A switch, written as Salt's files have it.
    static var flag: Self {
        Self(expected: "True or False", read: \.value.boolValue, write: { $0 ? "True" : "False" })
    }
}

extension SettingKind where Value == LogLevelName {
    /// How much is logged.
    static var logLevel: Self {
        Self(
            expected: "one of " + LogLevelName.allCases.map(\.rawValue).joined(separator: ", "),
            read: { $0.nonEmptyText.flatMap { LogLevelName($0) } },
            write: \.rawValue
        )
    }
}
