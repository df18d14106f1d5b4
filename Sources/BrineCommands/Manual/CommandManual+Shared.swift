// What the manuals of several commands say. Paths and numbers are those of the code.
extension CommandManual {
    private static let master = MasterConfiguration()
    private static let minion = MinionConfiguration()

    /// The files of a command that talks to the master.
    static let filesBesideMaster: [Entry] = [
        masterSettings,
        Entry(master.controlSocket, "The control socket of the master. Whoever may open it may do everything."),
    ]

    /// The master's settings.
    static let masterSettings = Entry(
        "\(master.configurationDirectory)/\(MasterConfiguration.fileName)",
        "The settings of the master, with those in master.d/*.conf beside it."
    )

    /// The minion's settings.
    static let minionSettings = Entry(
        "\(minion.configurationDirectory)/\(MinionConfiguration.fileName)",
        "The settings of the minion, with those in minion.d/*.conf beside it."
    )

    /// Where the keys of minions are kept.
    static let masterKeys = Entry(
        master.pkiDirectory,
        "The keys of the master, and a folder for each state with the keys of its minions."
    )

    /// What else the master keeps.
    static let masterFiles: [Entry] = [
        masterSettings, masterKeys,
        Entry("\(master.cacheDirectory)/jobs.sqlite", "Jobs, and what the minions returned."),
        Entry(master.controlSocket, "The control socket, for the commands on this machine."),
        Entry(master.logFile, "The log."),
        Entry(master.pidFile, "The process id."),
    ]

    /// What the minion and the commands beside it keep.
    static let minionFiles: [Entry] = [
        minionSettings,
        Entry("\(minion.configurationDirectory)/grains", "Grains that grains.setval and its kin keep."),
        Entry(minion.moduleDirectories.joined(separator: " "), "Executables that serve as modules."),
        Entry("\(minion.cacheDirectory)/outbox", "Returns that the master does not have yet."),
        Entry(minion.logFile, "The log of the minion."),
    ]

    /// What only the daemon keeps.
    static let minionDaemonFiles: [Entry] = [
        Entry(minion.pkiDirectory, "The keys of the minion, and the key of the master that it trusts."),
        Entry("\(minion.cacheDirectory)/proc", "Jobs that run or wait for their turn."),
        Entry(minion.pidFile, "The process id."),
    ]

    /// The caller's name at the master.
    static let caller = Entry("SUDO_USER", "Who root is in truth: jobs carry the name, after sudo_.")

    /// What every command may end with.
    static let usualFailures: [(ExitStatus, String)] = [
        (.usage, "The command line is wrong."), (.configuration, "The configuration is wrong."),
    ]

    /// What a command that talks to the master may end with, too.
    static let failuresBesideMaster: [(ExitStatus, String)] = [
        (.usage, "The command line is wrong."),
        (.unavailable, "No master answers, or it went away before it answered: it may have done what it was asked."),
        (.configuration, "The configuration is wrong."),
    ]
}
