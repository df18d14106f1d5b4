/// Settings that belong together under one heading of the example file.
struct SettingGroup<Configuration: FileConfiguration>: Sendable {
    /// The heading.
    let heading: String
    /// The settings, in their order.
    let settings: [Setting<Configuration>]

    init(_ heading: String, _ settings: [Setting<Configuration>]) {
        self.heading = heading
        self.settings = settings
    }
}
