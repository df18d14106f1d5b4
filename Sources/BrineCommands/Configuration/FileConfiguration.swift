import MessagePack

/// The settings of one daemon, as a file gives them.
///
/// Each key is declared once, in ``groups``: what reads a file, what knows an unknown key, and what checks the example
/// file all go by that table. The default of a key is the initial value of its property.
protocol FileConfiguration: Sendable {
    /// The main file's name in the configuration directory; `NAME.d/*.conf` come after it.
    static var fileName: String { get }

    /// Every key there is, in the order of the example file.
    ///
    /// Settings are applied in this order too: of two keys for one property the later wins.
    static var groups: [SettingGroup<Self>] { get }

    /// The defaults.
    init()

    /// The directory in front of every other path.
    var rootDirectory: String { get }

    /// The directory that the files came from, for a process that is started anew with the same settings.
    var configurationDirectory: String { get set }

    /// Settings that are each possible but not together.
    var conflicts: [SettingConflict] { get }
}

extension FileConfiguration {
    /// Every key there is, without the headings.
    static var settings: [Setting<Self>] { groups.flatMap(\.settings) }

    /// Every setting by its name.
    var values: ValueMap {
        ValueMap(Self.settings.map { (.string($0.name), $0.value(self)) })
    }
}
