import BrineCore
import MessagePack

/// The settings of a master, and of the commands that run beside it.
///
/// Every path is absolute and already under ``rootDirectory``. What each setting leads to is told with its key, in
/// ``groups`` and in `Deploy/master.example`.
struct MasterConfiguration: Sendable, Hashable {
    /// Where the files were read from, as it was named.
    var configurationDirectory = "/etc/salt"

    /// `root_dir`: the directory in front of every other path; by default `/`.
    var rootDirectory = "/"
    /// `pki_dir`: the master's keys and those of its minions.
    var pkiDirectory = "/etc/salt/pki/master"
    /// `cachedir`: the store of jobs.
    var cacheDirectory = "/var/cache/salt/master"
    /// `sock_dir`: the socket that the commands on this machine use.
    var socketDirectory = "/var/run/salt/master"
    /// `pidfile`: the file with the process id of a running master.
    var pidFile = "/var/run/salt-master.pid"

    /// `id`: the master's own name, or nil for the one that ``masterID(hostName:)`` makes.
    var id: MinionID?
    /// `interface`: the address that the ports are opened on; by default all of IPv4.
    var interface = Host.allAddresses
    /// `publish_port`: where minions listen for commands.
    var publishPort: UInt16 = 4505
    /// `ret_port`: where minions send returns.
    var returnPort: UInt16 = 4506
    /// `auth_port`: where minions ask to be accepted.
    var enrolmentPort: UInt16 = 4507
    /// `control_port`: where operators on other machines connect once one has a key.
    var controlPort: UInt16 = 4508

    /// `log_file`: where the log is written.
    var logFile = "/var/log/salt/master"
    /// `log_level`: the least that is logged; by default warnings.
    var logLevel = LogLevelName.warning

    /// `timeout`: how long `salt` waits for returns before it asks what still runs; by default 5 s.
    var timeout = Duration.seconds(5)
    /// `gather_job_timeout`: how long the answer to that question is waited for; by default 10 s.
    var gatherJobTimeout = Duration.seconds(10)

    /// `keep_jobs_seconds`, or else `keep_jobs` in hours: how long a job and its returns are kept; by default 24 h.
    ///
    /// Zero keeps them for ever.
    var keepJobs = Duration.seconds(24 * 3600)
    /// `delivery_window`: how long a command may wait for its minion; by default 60 s.
    var deliveryWindow = Duration.seconds(60)
    /// `store_sync`: whether each commit to the store waits for the disk; by default it does.
    var storeSync = true
    /// `heartbeat_interval`: how often each minion reports, told to them by the master; by default 15 s.
    var heartbeatInterval = Duration.seconds(15)

    /// `nodegroups`: names for compound targets, each with its text or the list of its words.
    var nodegroups: ValueMap = [:]

    /// `auto_accept`: whether every new key is accepted unseen; by default not.
    var autoAccept = false
    /// `max_pending_keys`: how many new keys may wait for a decision; by default 10000.
    var maxPendingKeys = 10_000
}

extension MasterConfiguration: FileConfiguration {
    static let fileName = "master"

    /// The nodegroups, made ready; none where they are not what they must be.
    var targetGroups: NodeGroups {
        let source = "\(configurationDirectory)/\(Self.fileName)"
        return NodeGroups(nodegroups, source: source) ?? NodeGroups(source: source)
    }

    /// Ports that are asked for twice, and nodegroups that cannot be.
    var conflicts: [SettingConflict] {
        portConflicts
            + targetGroups.problems.map {
                SettingConflict(key: "nodegroups", other: "nodegroups", text: $0.description)
            }
    }

    private var portConflicts: [SettingConflict] {
        let ports = [
            ("publish_port", publishPort), ("ret_port", returnPort), ("auth_port", enrolmentPort),
            ("control_port", controlPort),
        ]
        return ports.indices.flatMap { later in
            ports[..<later].filter { $0.1 == ports[later].1 }
                .map { earlier in
                    SettingConflict(
                        key: ports[later].0,
                        other: earlier.0,
                        text: "expected another port than \(earlier.0), found \(earlier.1) for both"
                    )
                }
        }
    }
}
