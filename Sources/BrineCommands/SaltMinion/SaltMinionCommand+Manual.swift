extension SaltMinionCommand {
    static let manual = CommandManual(
        section: 8,
        description: [
            "Runs the jobs that its master publishes, each in a process of its own, and keeps what they return until the "
                + "master has it.",
            "It stays in the foreground, as a service manager wants it, and logs to standard error too. With -d the "
                + "command returns when the daemon is ready, or tells why it cannot start. SIGTERM or SIGINT stops it in "
                + "order; running jobs go on, and the next minion takes them over.",
            "At its first start it makes its keys and asks the master to accept them; salt-key there does that.",
        ],
        examples: [
            CommandExample("Run in the background", "salt-minion -d"),
            CommandExample("Name the master and the minion", "salt-minion --master salt.example.org --id web1"),
            CommandExample("Run in the foreground and see what happens", "salt-minion -l debug"),
        ],
        exitStatuses: [
            (.success, "It was stopped in order; with -d: it is ready."),
            (.failure, "It was stopped by an error, such as another key of the master or a second minion."),
        ] + CommandManual.usualFailures,
        files: CommandManual.minionFiles + CommandManual.minionDaemonFiles
    )
}
