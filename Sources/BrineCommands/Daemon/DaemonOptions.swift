import ArgumentParser

/// The options that both daemons share.
struct DaemonOptions: ParsableArguments {
    @Flag(name: [.short, .long], help: "Run in the background; the command returns when the daemon is ready.")
    var daemon = false

    @Option(
        name: [.customShort("l", allowingJoined: true), .customLong("log-level")],
        help: ArgumentHelp("The least that is logged.", valueName: "LEVEL")
    )
    var logLevel: LogLevelName?

    @Option(
        name: .customLong("log-file"),
        help: ArgumentHelp("The log's file.", valueName: "FILE"),
        completion: .file()
    )
    var logFile: String?

    @Option(
        name: .customLong("pid-file"),
        help: ArgumentHelp("The file for the process id.", valueName: "FILE"),
        completion: .file()
    )
    var pidFile: String?

    @Option(
        name: .customLong("ready-fd"),
        help: .hidden
    )
    var readyDescriptor: Int32?

    /// Whether this is the process in the background that the command at the terminal has started.
    var isBackground: Bool { readyDescriptor != nil }

    /// Puts what was given on the command line over the configuration's values.
    func apply(logFile file: inout String, logLevel level: inout LogLevelName, pidFile pid: inout String) {
        if let logFile { file = logFile }
        if let logLevel { level = logLevel }
        if let pidFile { pid = pidFile }
    }
}

extension LogLevelName: ExpressibleByArgument {
    init?(argument: String) {
        self.init(argument)
    }
}
