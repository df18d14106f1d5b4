import ArgumentParser

/// `-l`: how much a command says of its own work on standard error.
struct LogOption: ParsableArguments {
    @Option(
        name: [.customShort("l", allowingJoined: true), .customLong("log-level")],
        help: ArgumentHelp(
            "The least that is told on standard error beside the answers. quiet silences errors too. Default: warning.",
            valueName: "LEVEL"
        )
    )
    var logLevel: LogLevelName?

    func validate() {
        if let logLevel { CommandLog.level = logLevel }
    }
}
