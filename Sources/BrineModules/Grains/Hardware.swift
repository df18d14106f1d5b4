internal import Glibc
internal import MessagePack

/// Processors and memory.
enum Hardware {
    /// The grains of this machine.
    static func grains() -> ValueMap {
        var grains: ValueMap = [:]
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        if processors > 0 { grains["num_cpus"] = .int(Int64(processors)) }
        grains["cpu_model"] = SmallFile.text(at: "/proc/cpuinfo").flatMap { processorModel(inProcessorInfo: $0) }
            .map { .string($0) }
        let memory = SmallFile.text(at: "/proc/meminfo") ?? ""
        grains["mem_total"] = megabytes("MemTotal", inMemoryInfo: memory).map { .int($0) }
        grains["swap_total"] = megabytes("SwapTotal", inMemoryInfo: memory).map { .int($0) }
        return grains
    }

    /// The first processor's model in the text of `/proc/cpuinfo`, which names it differently on each architecture.
    static func processorModel(inProcessorInfo text: String) -> String? {
        let names = ["model name", "cpu model", "Model", "Hardware"]
        return names.lazy.compactMap { value(of: $0, in: text) }.first
    }

    /// A size in the text of `/proc/meminfo`, in whole MiB.
    static func megabytes(_ name: String, inMemoryInfo text: String) -> Int64? {
        guard let words = value(of: name, in: text)?.split(separator: " "), words.last == "kB",
            let kilobytes = words.first.flatMap({ Int64($0) })
        else { return nil }
        return kilobytes / 1_024
    }

    /// What stands after `name:` in the first line that begins with it.
    private static func value(of name: String, in text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) {
            guard line.hasPrefix(name), let colon = line.firstIndex(of: ":") else { continue }
            let words = line[..<colon].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let value = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if words == name, !value.isEmpty { return value }
        }
        return nil
    }
}
