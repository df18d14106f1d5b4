extension MinionConfiguration {
    static let groups = [places, identity, master, logging, jobs]

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
                meaning: "The directory of the minion's key and of its master's public key.",
                consequence: "A minion that finds no key here makes a new one, which its master then denies until the "
                    + "old one is removed there."
            ),
            Setting(
                "cachedir",
                \.cacheDirectory,
                .path,
                meaning: "The directory of the running jobs and of the returns that wait for the master.",
                consequence: "It must be on a local disk that survives a restart; jobs are reported lost with it."
            ),
            Setting(
                "pidfile",
                \.pidFile,
                .path,
                meaning: "The file that holds the process id of a running minion.",
                consequence: "Init scripts look for it here; Brine itself does not read it."
            ),
        ]
    )

    private static let identity = SettingGroup<Self>(
        "Identity",
        [
            Setting(
                "id",
                \.id,
                SettingKind.id.orNothing,
                meaning: "The minion's name, under which the master knows it.",
                consequence: "Without it the minion is what the file minion_id beside this file says, and otherwise "
                    + "what the host calls itself. With a new name it must be accepted anew."
            ),
            Setting(
                "grains",
                \.grains,
                .namedValues,
                meaning: "Facts about this machine, beside those that the minion finds out.",
                consequence: "They can be asked for as any other grain, and go over those found out."
            ),
        ]
    )

    private static let master = SettingGroup<Self>(
        "Master",
        [
            Setting(
                "master",
                \.master,
                .host,
                meaning: "The name or the address of the master.",
                consequence: "A name is looked up at each connection, so the master may move. Ports are not part of it."
            ),
            Setting(
                "auth_port",
                \.enrolmentPort,
                .port,
                meaning: "The master's port on which minions ask to be accepted.",
                consequence: "It must be the number that the master's file has. The master tells its other ports here."
            ),
            Setting(
                "master_finger",
                \.masterFinger,
                .fingerprint,
                meaning: "The fingerprint of the master's public key, as salt-key -F prints it on the master.",
                consequence: "With it a minion trusts no other master, not even at the first contact. Without it the "
                    + "first key that is met is kept."
            ),
            Setting(
                "acceptance_wait_time",
                \.acceptanceWait,
                .seconds(from: 0.1),
                meaning: "The time between two requests of a minion that is not accepted yet.",
                consequence: "A minion starts to work this long after its key was accepted, at the latest."
            ),
            Setting(
                "acceptance_wait_time_max",
                \.acceptanceWaitMax,
                .seconds(),
                meaning: "The time to which acceptance_wait_time grows, by itself at each request.",
                consequence: "With 0 it does not grow. A larger one spares the master where many minions wait."
            ),
            Setting(
                "reconnect_interval",
                \.reconnectInterval,
                .seconds(from: 0.1),
                meaning: "The time between two attempts to connect to a master that is away.",
                consequence: "A shorter one is back sooner, and each attempt costs the master a handshake: 2 to 5 in a "
                    + "large fleet."
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
                    "Its directory is made where it is missing. Where it cannot be written the minion runs without."
            ),
            Setting(
                "log_level",
                \.logLevel,
                .logLevel,
                meaning: "The least important messages that are logged.",
                consequence: "trace and debug are for searching a fault."
            ),
        ]
    )

    private static let jobs = SettingGroup<Self>(
        "Jobs",
        [
            Setting(
                "return_limit",
                \.returnLimit,
                .size(in: 1024...32 << 20),
                meaning: "How much of a command's output is kept for the return.",
                consequence:
                    "The rest is cut off, and said to be. No return is longer than 32M: one of another kind that "
                    + "is, is replaced by a text that says so."
            ),
            Setting(
                "process_count_max",
                \.processCountMax,
                .limit(of: "jobs"),
                meaning: "How many jobs may run at once; -1 for any number.",
                consequence: "Further jobs wait in the order in which they came, and show as queued. Functions that "
                    + "answer at once are not counted."
            ),
            Setting(
                "outbox_limit",
                \.outboxLimit,
                .sizeLimit(in: 4096...1 << 40),
                meaning: "How much may wait on the disk for a master that does not take it; 0 for as much as the disk "
                    + "holds.",
                consequence: "With as much the minion takes no further job, but for functions that answer at once, "
                    + "until there is room: those that come are delivered again until their window closes. What jobs "
                    + "return that run is kept in any case."
            ),
            Setting(
                "cache_jobs",
                \.cachesJobs,
                .flag,
                meaning: "Whether the minion keeps its returns after the master has them.",
                consequence: "With True saltutil.find_cached_job finds them; each takes a write to the disk."
            ),
            Setting(
                "keep_jobs_seconds",
                \.keepJobs,
                .seconds(),
                meaning: "How long kept returns, and outputs that were too long for a return, are kept.",
                consequence: "They are removed in the minutes after; a longer time takes more of the disk."
            ),
            Setting(
                "module_dirs",
                \.moduleDirectories,
                .paths,
                meaning: "The directories whose executables serve as modules; the first that has a module counts.",
                consequence: "Whoever can write there runs commands as the minion does: a directory or a file that "
                    + "others than root can write is refused."
            ),
        ]
    )
}
