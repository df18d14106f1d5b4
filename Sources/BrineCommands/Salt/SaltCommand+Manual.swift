extension SaltCommand {
    static let manual = CommandManual(
        description: [
            "Has the master publish a function to the minions that the target means, waits for them, and prints what each "
                + "returns as it comes. Options may stand before, between and after the words.",
            "Arguments are read as YAML: 1 is a number, true a boolean, {a: 1} a map. A word of the form key=value is an "
                + "argument by name. Everything else is text.",
            "A minion that has not returned is waited for as long as it is known to run the job: the timeout is no limit "
                + "on the job. Ctrl-C ends the waiting, not the job. What comes later is kept by the master: "
                + "salt-run jobs.lookup_jid shows it.",
        ],
        examples: [
            CommandExample("Ask every minion whether it answers", "salt '*' test.ping"),
            CommandExample("Run a command on minions with that grain", "salt -G 'kernel:Linux' cmd.run 'df -h /'"),
            CommandExample("Give a program one JSON document", "salt '*' status.uptime --static --out json"),
        ],
        exitStatuses: [
            (.success, "Every minion returned with success. Also after ctrl-C while it waited."),
            (.failure, "Some minion failed or did not return."),
            (.noMinions, "The target means no minion."),
        ] + CommandManual.failuresBesideMaster,
        files: CommandManual.filesBesideMaster,
        environment: [CommandManual.caller]
    )
}
