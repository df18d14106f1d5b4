import ArgumentParser
import BrineMaster
import BrineTransport

/// `salt-master`: the daemon that publishes jobs and keeps what becomes of them.
struct SaltMasterCommand: BrineCommand {
    static let commandName = "salt-master"
    static let usageTail = "[options]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "The master: publishes jobs to minions and keeps what they return.",
        usage: "salt-master \(usageTail)",
        version: versionText
    )

    @OptionGroup var versions: VersionsOption
    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Daemon options") var daemon: DaemonOptions

    func perform() async throws -> ExitStatus {
        var configuration = try configurationOption.master()
        daemon.apply(
            logFile: &configuration.logFile,
            logLevel: &configuration.logLevel,
            pidFile: &configuration.pidFile
        )
        let process = DaemonProcess(
            name: Self.commandName,
            options: daemon,
            logFile: configuration.logFile,
            logLevel: configuration.logLevel,
            pidFile: configuration.pidFile
        )
        let settings = try MasterSettings(configuration)
        // Two for each minion: what a shell allows at first is soon used up.
        DescriptorLimit.raise()
        return try await process.run { logger, ready in
            MasterService(settings: settings, logger: logger, ready: ready)
        }
    }
}
