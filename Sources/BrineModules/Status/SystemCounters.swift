internal import MessagePack

/// The files in which the kernel counts, each as the map that a function of `status` answers.
///
/// A line that has fewer columns than its kind must have is left out; columns that a newer kernel adds are passed over.
enum SystemCounters {
    /// `/proc/stat`, for `status.cpustats`.
    ///
    /// As in Salt a single processor (`cpu0`) has its first column alone, the ticks spent for users.
    static func processors(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for line in SystemText(text).lines {
            let words = line.words
            guard let name = words.first, words.count >= 2 else { continue }
            let counts = words.dropFirst().map(\.counted)
            switch name {
            case "cpu":
                map["cpu"] = row(["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"], counts)
            case "intr": map["intr"] = ["total": counts[0], "irqs": .array(Array(counts.dropFirst()))]
            case "softirq": map["softirq"] = ["total": counts[0], "softirqs": .array(Array(counts.dropFirst()))]
            default: map[String(name)] = counts[0]
            }
        }
        return map
    }

    /// `/proc/diskstats`, for `status.diskstats`.
    static func disks(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for line in SystemText(text).lines {
            let words = line.words
            guard words.count >= diskColumns.count else { continue }
            map[String(words[2])] = row(diskColumns, words.map(\.counted), texts: ["device": words[2]])
        }
        return map
    }

    /// `/proc/vmstat`, for `status.vmstats`.
    static func virtualMemory(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for line in SystemText(text).lines {
            let words = line.words
            if words.count >= 2 { map[String(words[0])] = words[1].counted }
        }
        return map
    }

    /// `/proc/net/dev`, for `status.netdev`.
    static func networkDevices(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for (name, value) in SystemText(text).fields {
            let counts = value.words.map(\.counted)
            guard counts.count >= networkColumns.count else { continue }
            map[String(name)] = row(networkColumns, counts, texts: ["iface": name])
        }
        return map
    }

    /// `/proc/net/netstat`, for `status.netstats`: for each protocol a line of names and a line of numbers.
    static func protocols(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        var names: (of: Substring, columns: [String])?
        for (name, value) in SystemText(text).fields {
            if let header = names, header.of == name {
                map[String(name)] = row(header.columns, value.words.map(\.counted))
                names = nil
            } else {
                names = (name, value.words.map(String.init))
            }
        }
        return map
    }

    private static let diskColumns = [
        "major", "minor", "device", "reads_issued", "reads_merged", "sectors_read", "ms_spent_reading",
        "writes_completed", "writes_merged", "sectors_written", "ms_spent_writing", "io_in_progress",
        "ms_spent_in_io", "weighted_ms_spent_in_io",
    ]

    private static let networkColumns = [
        "rx_bytes", "rx_packets", "rx_errs", "rx_drop", "rx_fifo", "rx_frame", "rx_compressed", "rx_multicast",
        "tx_bytes", "tx_packets", "tx_errs", "tx_drop", "tx_fifo", "tx_colls", "tx_carrier", "tx_compressed",
    ]

    /// A map of the names with the numbers, as far as both go, and texts beside them.
    private static func row(_ names: [String], _ counts: [Value], texts: [String: Substring] = [:]) -> Value {
        var row = ValueMap(zip(names, counts).map { (.string($0), $1) })
        for (name, text) in texts {
            row[name] = .string(String(text))
        }
        return .map(row)
    }
}
