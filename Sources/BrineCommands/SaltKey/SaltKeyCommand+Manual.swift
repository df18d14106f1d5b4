extension SaltKeyCommand {
    static let manual = CommandManual(
        description: [
            "Decides which minions may connect. A minion that comes for the first time leaves its key and waits; compare "
                + "the fingerprint with the one in its log, then accept the key.",
            "Keys are named by globs, separated by commas. What is to be changed is shown first, and done after a yes.",
            "It works on the key folders of the master, whether or not a master runs; a running one sees the change by "
                + "itself.",
        ],
        examples: [
            CommandExample("Show all keys, by their state", "salt-key -L"),
            CommandExample("Show the fingerprint of a key", "salt-key -f web1"),
            CommandExample("Accept all keys that wait and begin with web, unasked", "salt-key -y -a 'web*'"),
        ],
        exitStatuses: [
            (.success, "It is done, or there was nothing to be done."),
            (.failure, "It could not be done; standard error says why."),
        ] + CommandManual.usualFailures,
        files: [CommandManual.masterSettings, CommandManual.masterKeys]
    )
}
