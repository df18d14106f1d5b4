extension MasterConfiguration {
    static let groups = [places, network, logging, jobs, targets, keys]

    private static let places = SettingGroup<Self>(
        "Places",
        [
            Setting(
                "root_dir",
                \.rootDirectory,
                .root,
                meaning: "The directory in front of every other path in this file.",
                consequence: "With another one a whole installation fits in one folder, and no path outside is touched."
            ),
            Setting(
                "pki_dir",
                \.pkiDirectory,
                .path,
                meaning: "The directory of the master's keys and of the keys of its minions and operators.",
                consequence: "A master that finds no key here makes a new one, which its minions then refuse."
            ),
            Setting(
                "cachedir",
                \.cacheDirectory,
                .path,
                meaning: "The directory of the store of jobs and returns.",
                consequence: "It must be on a local disk that survives a restart; jobs are lost with it."
            ),
            Setting(
                "sock_dir",
                \.socketDirectory,
                .path,
                meaning: "The directory of the socket that salt and salt-run use on this machine.",
                consequence: "The socket is its owner's alone. The path, with the socket's name, must be shorter than "
                    + "108 characters."
            ),
            Setting(
                "pidfile",
                \.pidFile,
                .path,
                meaning: "The file that holds the process id of a running master.",
                consequence: "Init scripts look for it here; Brine itself does not read it."
            ),
        ]
    )

    private static let network = SettingGroup<Self>(
        "Name and network",
        [
            Setting(
                "id",
                \.id,
                SettingKind.id.orNothing,
                meaning: "The master's own name.",
                consequence: "Runner calls are kept as jobs of it, and no minion may have it. Without it the master is "
                    + "the host's name with _master behind it."
            ),
            Setting(
                "interface",
                \.interface,
                .host,
                meaning: "The address of this machine on which the ports below are opened.",
                consequence: "0.0.0.0 is every IPv4 address, '::' every address. Minions must be able to reach it."
            ),
            Setting(
                "publish_port",
                \.publishPort,
                .port,
                meaning: "The port on which minions listen for commands.",
                consequence: "Every minion must be able to reach it. Minions are told it when they enrol."
            ),
            Setting(
                "ret_port",
                \.returnPort,
                .port,
                meaning: "The port to which minions send their returns.",
                consequence: "Every minion must be able to reach it. Minions are told it when they enrol."
            ),
            Setting(
                "auth_port",
                \.enrolmentPort,
                .port,
                meaning: "The port on which minions ask to be accepted.",
                consequence: "Every minion must be able to reach it, and must have the same number in its own file."
            ),
            Setting(
                "control_port",
                \.controlPort,
                .port,
                meaning: "The port for operators who work from another machine.",
                consequence: "It stays closed in this version; commands work on the master's machine alone."
            ),
            Setting(
                "heartbeat_interval",
                \.heartbeatInterval,
                .seconds(from: 0.1, to: 86_400),
                meaning: "The time between two reports of a minion to the master, which tells it to its minions.",
                consequence: "A shorter one notices a vanished minion sooner, and costs the master a message each time."
            ),
        ]
    )

    private static let logging = SettingGroup<Self>(
        "Log",
        [
            Setting(
                "log_file",
                \.logFile,
                .path,
                meaning: "The file that the log is appended to.",
                consequence:
                    "Its directory is made where it is missing. Where it cannot be written the master runs without."
            ),
            Setting(
                "log_level",
                \.logLevel,
                .logLevel,
                meaning: "The least important messages that are logged.",
                consequence: "trace and debug are for searching a fault: they slow a master with many minions."
            ),
        ]
    )

    private static let jobs = SettingGroup<Self>(
        "Jobs",
        [
            Setting(
                "timeout",
                \.timeout,
                .seconds(),
                meaning: "The time that salt waits for returns before it asks the master what still runs.",
                consequence: "A shorter one asks sooner. It ends no job: salt goes on waiting for those that run."
            ),
            Setting(
                "gather_job_timeout",
                \.gatherJobTimeout,
                .seconds(),
                meaning: "The time that the minions have to answer what still runs.",
                consequence: "A minion that takes longer counts as one that did not answer."
            ),
            Setting(
                "keep_jobs",
                \.keepJobs,
                .hours,
                meaning: "The time for which a job and its returns are kept.",
                consequence:
                    "The older name of keep_jobs_seconds, which wins where both are given. 0 keeps all for ever."
            ),
            Setting(
                "keep_jobs_seconds",
                \.keepJobs,
                .seconds(),
                meaning: "The time for which a job and its returns are kept.",
                consequence: "Older jobs are removed from the store and found no more. 0 keeps all for ever, and the "
                    + "store grows without end."
            ),
            Setting(
                "delivery_window",
                \.deliveryWindow,
                .seconds(from: 0.1),
                meaning: "The time for which a command waits for a minion that is away.",
                consequence: "A minion that is not back by then does not run it, and is reported as undelivered. "
                    + "salt --deliver-within sets another one for a job."
            ),
            Setting(
                "store_sync",
                \.storeSync,
                .flag,
                meaning: "Whether what goes into the store of jobs and returns waits until the disk has it.",
                consequence:
                    "With False a loss of power, or a crash of the machine, takes back what was kept in the last "
                    + "seconds: jobs that were published and returns that were acknowledged. The end of the master "
                    + "alone loses nothing either way."
            ),
        ]
    )

    private static let targets = SettingGroup<Self>(
        "Targets",
        [
            Setting(
                "nodegroups",
                \.nodegroups,
                .nodegroups,
                meaning: "Names for compound targets, for salt -N and for N@ within other targets.",
                consequence:
                    "Each is a text, or a list of its words where one holds spaces. A nodegroup may name others. "
                    + "The master reads them when it starts."
            )
        ]
    )

    private static let keys = SettingGroup<Self>(
        "Keys",
        [
            Setting(
                "auto_accept",
                \.autoAccept,
                .flag,
                meaning: "Whether every new minion is accepted without anybody looking at its key.",
                consequence: "With True whoever reaches auth_port becomes a minion under any free name, and is sent "
                    + "the commands meant for it."
            ),
            Setting(
                "max_pending_keys",
                \.maxPendingKeys,
                .count(of: "keys", in: 1...1_000_000),
                meaning: "The number of new keys that may wait for a decision.",
                consequence: "Beyond it new minions are turned away until some are decided on; they ask again by "
                    + "themselves."
            ),
        ]
    )
}
