extension SaltCallCommand {
    static let manual = CommandManual(
        description: [
            "Runs an execution function on this machine, without an order of the master. The master is told of the call "
                + "and its result by the minion when it runs; with --local it is not.",
            "Arguments are read as those of salt are.",
        ],
        examples: [
            CommandExample("See that the function works here", "salt-call --local test.ping"),
            CommandExample("Show some grains of this machine", "salt-call --local grains.item os osrelease"),
            CommandExample("Run a command and tell the master of it", "salt-call cmd.run uptime"),
        ],
        exitStatuses: [
            (.success, "The function has succeeded."),
            (.failure, "The function has failed. With --retcode-passthrough the code of the function instead."),
        ] + CommandManual.usualFailures,
        files: CommandManual.minionFiles,
        environment: [CommandManual.caller]
    )
}
