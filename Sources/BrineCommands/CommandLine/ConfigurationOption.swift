import ArgumentParser

/// `-c DIR`: where a command finds its configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: [.customShort("c", allowingJoined: true), .customLong("config-dir")],
        help: ArgumentHelp("The directory of the configuration files. Default: /etc/salt", valueName: "DIR"),
        completion: .directory
    )
    var configDir: String?

    /// The master's configuration; what is odd about it is told on standard error.
    ///
    /// - Throws: ``ConfigurationError`` with all that is wrong with it.
    func master() throws -> MasterConfiguration {
        try told(MasterConfiguration.load(from: configDir)).configuration
    }

    /// The minion's configuration; what is odd about it is told on standard error.
    ///
    /// - Throws: ``ConfigurationError`` with all that is wrong with it.
    func minion() throws -> LoadedConfiguration<MinionConfiguration> {
        try told(MinionConfiguration.load(from: configDir))
    }

    private func told<Configuration>(
        _ loaded: LoadedConfiguration<Configuration>
    ) -> LoadedConfiguration<Configuration> {
        for warning in loaded.warnings { CommandLog.write(.warning, "\(warning)") }
        return loaded
    }
}
