import MessagePack

/// The declaration of one key of a configuration file.
struct Setting<Configuration: FileConfiguration>: Sendable {
    /// What a value of a file does to a configuration.
    typealias Change = @Sendable (inout Configuration) -> Void

    /// The key, as Salt names it where Salt has it.
    let name: String
    /// What a value must be, with its unit, for messages and the example file: `a port from 1 to 65535`.
    let expected: String
    /// What the setting is, in a sentence.
    let meaning: String
    /// What another value leads to, in a sentence or two.
    let consequence: String
    /// The default, as a file would have it; empty where nothing stands for it.
    let defaultText: String
    /// The change that a value makes, or nil where the value is not what is expected.
    let change: @Sendable (ConfiguredValue) -> Change?
    /// What the setting is in a configuration, as a function is told that asks.
    let value: @Sendable (Configuration) -> MessagePack.Value
    /// Puts the path under the configuration's root directory; nil for a setting that is no path.
    let relocate: Change?

    /// A key for a property.
    ///
    /// The default is what the property is in a configuration that no file has touched.
    init<Value>(
        _ name: String,
        _ property: any WritableKeyPath<Configuration, Value> & Sendable,
        _ kind: SettingKind<Value>,
        meaning: String,
        consequence: String
    ) {
        self.name = name
        self.meaning = meaning
        self.consequence = consequence
        expected = kind.expected
        defaultText = kind.write(Configuration()[keyPath: property])
        change = { configured in
            guard let value = kind.read(configured) else { return nil }
            return { configuration in configuration[keyPath: property] = value }
        }
        value = { kind.told($0[keyPath: property]) }
        guard let underRoot = kind.relocate else {
            relocate = nil
            return
        }
        relocate = { configuration in
            let path = configuration[keyPath: property]
            configuration[keyPath: property] = underRoot(path, configuration.rootDirectory)
        }
    }
}
