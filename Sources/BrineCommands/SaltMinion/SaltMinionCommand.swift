import ArgumentParser
import BrineCore
import BrineMinion
import Glibc

/// `salt-minion`: the daemon that runs the master's jobs on this machine.
struct SaltMinionCommand: BrineCommand {
    static let commandName = "salt-minion"
    static let usageTail = "[options]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "The minion: runs the jobs that its master publishes.",
        usage: "salt-minion \(usageTail)",
        version: versionText
    )

    @OptionGroup var versions: VersionsOption

    @Option(help: ArgumentHelp("The minion's id, instead of the configuration's.", valueName: "ID"))
    var id: String?

    @Option(help: ArgumentHelp("The master's host name or address, instead of the configuration's.", valueName: "HOST"))
    var master: String?

    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Daemon options") var daemon: DaemonOptions

    /// The doorway: a worker is this executable too, and must not wait for a command line to be read.
    ///
    /// Both wait on the main thread, with no task begun: see ``Minion/run(until:ready:)``.
    @MainActor
    static func enterDaemonOrWorker() async -> Never {
        guard CommandLine.arguments.count == 2, CommandLine.arguments[1] == WorkerExecutable.workerArgument else {
            enterHere()
        }
        let order = WorkerProcess.waitForOrder()
        Glibc.exit(await WorkerProcess.run(order))
    }

    private static func enterHere() -> Never {
        prepareProcess()
        end(Result { try parsed().perform() })
    }

    func perform() throws -> ExitStatus {
        var loaded = try configurationOption.minion()
        var configuration = loaded.configuration
        daemon.apply(
            logFile: &configuration.logFile,
            logLevel: &configuration.logLevel,
            pidFile: &configuration.pidFile
        )
        if let id {
            guard let known = MinionID(id) else {
                throw UsageError("option --id: expected \(MinionID.rule), found '\(id)'")
            }
            configuration.id = known
        }
        if let master {
            guard let host = Host(master) else {
                throw UsageError("option --master: expected a host name or an address, found '\(master)'")
            }
            configuration.master = host
        }
        let process = DaemonProcess(
            name: Self.commandName,
            options: daemon,
            logFile: configuration.logFile,
            logLevel: configuration.logLevel,
            pidFile: configuration.pidFile
        )
        loaded.configuration = configuration
        let settings = try MinionSettings(loaded)
        return try process.runHere { logger, stop, ready in
            try Minion(settings: settings, logger: logger).run(until: stop, ready: ready)
        }
    }
}
