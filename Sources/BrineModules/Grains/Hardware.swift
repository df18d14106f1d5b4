internal import Glibc
internal import MessagePack

/// Processors and memory.
enum Hardware {
    /// How much of `/proc/cpuinfo` is read, in bytes: the first processors, which are as the others.
    ///
    /// On ARM the machine's name stands at the end, which is within it up to some hundred processors.
    static let processorInfoLimit = 64 * 1_024

    /// The grains of this machine, with the start of its `/proc/cpuinfo`.
    static func grains(processorInfo: String) -> ValueMap {
        var grains: ValueMap = [:]
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        if processors > 0 { grains["num_cpus"] = .int(Int64(processors)) }
        grains["cpu_model"] = processorModel(inProcessorInfo: processorInfo).map { .string($0) }
        grains["cpu_flags"] = .array(processorFlags(inProcessorInfo: processorInfo).map { .string($0) })
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

    /// What the first processor can do, in the text of `/proc/cpuinfo`; none where it does not say.
    static func processorFlags(inProcessorInfo text: String) -> [String] {
        ["flags", "Features"].lazy.compactMap { value(of: $0, in: text) }.first?.split(separator: " ").map(String.init)
            ?? []
    }

    /// A size in the text of `/proc/meminfo`, in whole MiB.
    static func megabytes(_ name: String, inMemoryInfo text: String) -> Int64? {
        guard let words = value(of: name, in: text)?.split(separator: " "), words.last == "kB",
            let kilobytes = words.first.flatMap({ Int64($0) })
        else { return nil }
        return kilobytes / 1_024
    }

    /// What stands after `name:` in the first line that has something there, with one blank between the words.
    private static func value(of name: String, in text: String) -> String? {
        let field = SystemText(text).fields.first { $0.name == name && !$0.value.isEmpty }
        return field?.value.words.joined(separator: " ")
    }
}
