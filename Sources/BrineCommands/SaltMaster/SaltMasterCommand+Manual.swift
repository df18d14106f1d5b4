extension SaltMasterCommand {
    static let manual = CommandManual(
        section: 8,
        description: [
            "Publishes jobs to minions, keeps what they return, and answers the commands on this machine.",
            "It stays in the foreground, as a service manager wants it, and logs to standard error too. With -d the "
                + "command returns when the daemon is ready, or tells why it cannot start. SIGTERM or SIGINT stops it in "
                + "order; running jobs go on.",
        ],
        examples: [
            CommandExample("Run in the foreground", "salt-master"),
            CommandExample("Run in the background", "salt-master -d"),
            CommandExample("See what happens, with the settings of another place", "salt-master -l debug -c /srv/salt"),
        ],
        exitStatuses: [
            (.success, "It was stopped in order; with -d: it is ready."),
            (.failure, "It was stopped by an error, such as a port in use or a second master."),
        ] + CommandManual.usualFailures,
        files: CommandManual.masterFiles
    )
}
