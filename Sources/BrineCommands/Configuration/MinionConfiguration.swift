import BrineCore
import MessagePack

/// The settings of a minion, and of `salt-call`.
///
/// Every path is absolute and already under ``rootDirectory``. What each setting leads to is told with its key, in
/// ``groups`` and in `Deploy/minion.example`.
struct MinionConfiguration: Sendable, Hashable {
    /// Where the files were read from, as it was named.
    var configurationDirectory = "/etc/salt"

    /// `root_dir`: the directory in front of every other path; by default `/`.
    var rootDirectory = "/"
    /// `pki_dir`: the minion's key and its master's public one.
    var pkiDirectory = "/etc/salt/pki/minion"
    /// `cachedir`: the running jobs, and the returns that wait for the master.
    var cacheDirectory = "/var/cache/salt/minion"
    /// `pidfile`: the file with the process id of a running minion.
    var pidFile = "/var/run/salt-minion.pid"

    /// `id`: the minion's name, or nil for the one that ``minionID(hostName:)`` finds.
    var id: MinionID?
    /// `grains`: facts about this machine beside those found out; by default none.
    var grains = ValueMap()

    /// `master`: where the master is; by default the host that the name `salt` leads to.
    var master = Host.salt
    /// `auth_port`: the master's port for those who ask to be accepted.
    var enrolmentPort: UInt16 = 4507
    /// `master_finger`: the fingerprint that the master's key must have, or nil to trust the first that is met.
    var masterFinger: Fingerprint?
    /// `acceptance_wait_time`: the time between two requests to be accepted; by default 10 s.
    var acceptanceWait = Duration.seconds(10)
    /// `acceptance_wait_time_max`: what that time grows to, request by request; zero, the default, for no growth.
    var acceptanceWaitMax = Duration.zero
    /// `reconnect_interval`: the time between two attempts to connect to the master; by default 2 s.
    var reconnectInterval = Duration.seconds(2)

    /// `log_file`: where the log is written.
    var logFile = "/var/log/salt/minion"
    /// `log_level`: the least that is logged; by default warnings.
    var logLevel = LogLevelName.warning

    /// `return_limit`: the largest return that is sent, in bytes; by default 16 MiB.
    var returnLimit = 16 << 20
    /// `process_count_max`: how many jobs run at once, or nil for any number, which is the default.
    var processCountMax: Int?
    /// `outbox_limit`: how many bytes may wait for the master before no further job is taken, or nil for any number; by default
    /// 1 GiB.
    var outboxLimit: Int? = 1 << 30
    /// `cache_jobs`: whether returns are kept here after the master has them; by default not.
    var cachesJobs = false
    /// `keep_jobs_seconds`: how long what is kept of ended jobs is kept; by default a day.
    var keepJobs = Duration.seconds(86_400)
    /// `module_dirs`: the directories whose executables serve as modules.
    var moduleDirectories = ["/etc/salt/modules"]
}

extension MinionConfiguration: FileConfiguration {
    static let fileName = "minion"

    /// None: any settings of a minion go together.
    var conflicts: [SettingConflict] { [] }
}
