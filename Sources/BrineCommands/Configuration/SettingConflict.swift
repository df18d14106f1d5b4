/// A setting that is impossible beside another.
struct SettingConflict: Sendable, Hashable {
    /// The setting that is told to be wrong.
    var key: String
    /// The setting it does not go with.
    var other: String
    /// What was expected and what was found.
    var text: String
}
