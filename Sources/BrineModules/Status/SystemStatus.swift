internal import BrineCore
internal import Glibc
internal import MessagePack

/// How this machine does at the moment: its files, read and put as `status` answers them.
///
/// What cannot be read is left out.
enum SystemStatus {
    static func uptime() -> ValueMap? {
        Uptime(text("/proc/uptime"))?.map(now: .now(), users: Login.ofThisMachine().count)
    }

    static func loadAverage() -> ValueMap {
        LoadAverage(text("/proc/loadavg"))?.map ?? [:]
    }

    static func memory() -> ValueMap {
        MemoryInfo.map(text("/proc/meminfo"))
    }

    static func processors() -> ValueMap {
        ProcessorInfo.map(text("/proc/cpuinfo"))
    }

    static func processorCounters() -> ValueMap {
        SystemCounters.processors(text("/proc/stat"))
    }

    static func diskCounters() -> ValueMap {
        SystemCounters.disks(text("/proc/diskstats"))
    }

    static func virtualMemoryCounters() -> ValueMap {
        SystemCounters.virtualMemory(text("/proc/vmstat"))
    }

    static func networkCounters() -> ValueMap {
        SystemCounters.networkDevices(text("/proc/net/dev"))
    }

    static func protocolCounters() -> ValueMap {
        SystemCounters.protocols(text("/proc/net/netstat"))
    }

    /// The file systems that are selected, those that are not there left out.
    static func diskUsage(_ selection: DiskSelection) -> ValueMap {
        let paths = selection.paths(among: Mount.list(text("/proc/mounts"))).filter { SmallFile.exists($0) }
        return ValueMap(paths.map { (.string($0), DiskUsage.entry(DiskUsage(at: $0))) })
    }

    static func logins() -> Value {
        .array(Login.ofThisMachine().map { .map($0.map) })
    }

    /// The processes by the texts of their ids.
    static func processes() -> ValueMap {
        let processes = ProcessEntry.ofThisMachine()
        let users = Set(processes.map(\.userID)).map { ($0, AccountNames.ofUser($0) ?? String($0)) }
        let names = Dictionary(uniqueKeysWithValues: users)
        return ValueMap(
            processes.map { process in
                let entry: Value = [
                    "cmd": .string(process.command), "user": .string(names[process.userID] ?? ""),
                ]
                return (.string(String(process.pid)), entry)
            }
        )
    }

    /// How many processors this process may use.
    static func processorCount() -> Int64 {
        ProcessorInfo.allowed(inProcessStatus: text("/proc/self/status")).map(Int64.init)
            ?? Int64(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    static func version() -> String {
        SmallFile.line(at: "/proc/version") ?? ""
    }

    private static func text(_ path: String) -> String {
        SmallFile.text(at: path) ?? ""
    }
}
