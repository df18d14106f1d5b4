extension SaltRunCommand {
    static let manual = CommandManual(
        description: [
            "Runs a function of a runner in the master and prints its answer: what runs now, what became of a job, which "
                + "minions are up, what happens.",
            "Arguments are read as those of salt are. The option -d shows what functions there are and what they take.",
        ],
        examples: [
            CommandExample("Show what runs now, and where", "salt-run jobs.active"),
            CommandExample("Show the ten newest jobs", "salt-run jobs.list_jobs limit=10"),
            CommandExample("Show what the functions on jobs do and take", "salt-run -d jobs"),
        ],
        exitStatuses: [
            (.success, "The function has answered."), (.failure, "It could not be done; standard error says why."),
        ] + CommandManual.failuresBesideMaster,
        files: CommandManual.filesBesideMaster,
        environment: [CommandManual.caller]
    )
}
