internal import BrineCore
internal import Glibc
internal import MessagePack

/// The module `status`: how the machine does, from its own files and calls; no command is run.
///
/// All run in a worker: a file system of the network that is gone holds up whoever asks about it.
enum StatusModule {
    static let functions: [ExecutionFunction] = [
        allStatus, cpuinfo, cpustats, diskstats, diskusage, loadavg, meminfo, netdev, netstats, nproc, pid, procs, time,
        uptime, version, vmstats, who,
    ]
    .compactMap(\.self)

    private static let uptime = ExecutionFunction(
        "status.uptime",
        "Answers how long the machine has been up, since when, and how many users are logged in.",
        details: "Times are in UTC; time is hours and minutes beyond the days.",
        body: .process { _, _ in
            guard let uptime = SystemStatus.uptime() else { throw UnreadableFile(path: "/proc/uptime") }
            return FunctionResult(.map(uptime))
        }
    )

    private static let loadavg = function(
        "status.loadavg",
        "Answers the load averages of one, five and fifteen minutes."
    ) { .map(SystemStatus.loadAverage()) }

    private static let meminfo = function(
        "status.meminfo",
        "Answers the sizes of the memory, each with its value and its unit."
    ) { .map(SystemStatus.memory()) }

    private static let cpuinfo = function(
        "status.cpuinfo",
        "Answers what the processors are."
    ) { .map(SystemStatus.processors()) }

    private static let cpustats = function(
        "status.cpustats",
        "Answers what the processors have done, in ticks."
    ) { .map(SystemStatus.processorCounters()) }

    private static let diskstats = function(
        "status.diskstats",
        "Answers what has been read from and written to each disk."
    ) { .map(SystemStatus.diskCounters()) }

    private static let vmstats = function(
        "status.vmstats",
        "Answers the counters of the virtual memory."
    ) { .map(SystemStatus.virtualMemoryCounters()) }

    private static let netdev = function(
        "status.netdev",
        "Answers what each network interface has received and sent."
    ) { .map(SystemStatus.networkCounters()) }

    private static let netstats = function(
        "status.netstats",
        "Answers the counters of the network protocols."
    ) { .map(SystemStatus.protocolCounters()) }

    private static let who = function(
        "status.w",
        "Answers who is logged in: user, tty, from where and since when, in UTC."
    ) { SystemStatus.logins() }

    private static let procs = function(
        "status.procs",
        "Answers the processes by their ids, each with its user and its command line, cut at 4 KiB."
    ) { .map(SystemStatus.processes()) }

    private static let nproc = function(
        "status.nproc",
        "Answers how many processors the minion may use."
    ) { .int(SystemStatus.processorCount()) }

    private static let version = function(
        "status.version",
        "Answers the kernel's version."
    ) { .string(SystemStatus.version()) }

    private static let diskusage = ExecutionFunction(
        "status.diskusage",
        "Answers the size and the free space of file systems in bytes, by path.",
        parameters: [
            .rest("args", "paths, and globs over types of file systems, as in / or ext?; all where none is given")
        ],
        body: .process { _, arguments in
            FunctionResult(.map(SystemStatus.diskUsage(try DiskSelection(arguments.rest))))
        }
    )

    private static let pid = ExecutionFunction(
        "status.pid",
        "Answers the ids of the processes whose command lines a regular expression matches, a line each.",
        parameters: [.required("sig", .text, "the regular expression; it may match anywhere in the line")],
        body: .process { _, arguments in
            let pattern = try ProcessPattern(arguments.string("sig"))
            let pids = pattern.pids(in: ProcessEntry.ofThisMachine(), asking: getpid())
            return FunctionResult(.string(pids.map(String.init).joined(separator: "\n")))
        }
    )

    private static let time = ExecutionFunction(
        "status.time",
        "Answers the time of day in the machine's time zone.",
        parameters: [
            .optional(
                "format",
                .text,
                default: "%A, %d. %B %Y %I:%M%p",
                "how to write it, as strftime takes it, with %f for microseconds"
            )
        ],
        body: .inline { _, arguments in
            let format = try arguments.string("format")
            guard let text = LocalTime(.now())?.text(format) else {
                throw ArgumentError.wrongValue(
                    parameter: "format",
                    expected: "a format whose text has at most 4 KiB, without NUL",
                    found: Value.string(format).foundText
                )
            }
            return FunctionResult(.string(text))
        }
    )

    private static let allStatus = ExecutionFunction(
        "status.all_status",
        "Answers what most functions of this module answer, by their names.",
        body: .process { _, _ in
            var all: ValueMap = [
                "cpuinfo": .map(SystemStatus.processors()), "cpustats": .map(SystemStatus.processorCounters()),
                "diskstats": .map(SystemStatus.diskCounters()),
                "diskusage": .map(SystemStatus.diskUsage(try DiskSelection([]))),
                "loadavg": .map(SystemStatus.loadAverage()), "meminfo": .map(SystemStatus.memory()),
                "netdev": .map(SystemStatus.networkCounters()), "netstats": .map(SystemStatus.protocolCounters()),
                "vmstats": .map(SystemStatus.virtualMemoryCounters()), "w": SystemStatus.logins(),
            ]
            all["uptime"] = SystemStatus.uptime().map { .map($0) }
            return FunctionResult(.map(all))
        }
    )

    /// A function without arguments.
    private static func function(
        _ name: String,
        _ summary: String,
        _ answer: @escaping @Sendable () -> Value
    ) -> ExecutionFunction? {
        ExecutionFunction(name, summary, body: .process { _, _ in FunctionResult(answer()) })
    }
}

/// A file of the system without which there is no answer.
private struct UnreadableFile: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) cannot be read, or does not hold what is expected there" }
}
