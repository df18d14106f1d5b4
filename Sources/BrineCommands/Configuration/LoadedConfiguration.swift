import MessagePack

/// A configuration with what its files said that was not used.
struct LoadedConfiguration<Configuration: FileConfiguration>: Sendable {
    /// The settings, each from the last file that names it or its default.
    var configuration: Configuration
    /// The unknown keys, in the order of the files; for the caller's log.
    var warnings: [ConfigurationProblem]
    /// The unknown keys with their values: of no use to Brine, but a function may be asked for them.
    var unknown: ValueMap
}
