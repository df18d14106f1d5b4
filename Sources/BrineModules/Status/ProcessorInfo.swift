internal import MessagePack

/// The file `/proc/cpuinfo`: a block of lines for each processor.
enum ProcessorInfo {
    /// The map that `status.cpuinfo` answers: what is said last of each name counts, the flags are a list.
    static func map(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for (name, value) in SystemText(text).fields {
            let flags = value.words.map { Value.string(String($0)) }
            map[String(name)] = name == "flags" ? .array(flags) : .string(String(value))
        }
        return map
    }

    /// How many processors a process may run on, by the text of its `/proc/self/status`; nil where it does not say.
    ///
    /// There a mask stands in hexadecimal digits, in groups with a comma between.
    static func allowed(inProcessStatus text: String) -> Int? {
        guard let mask = SystemText(text).fields.first(where: { $0.name == "Cpus_allowed" })?.value else { return nil }
        let count = mask.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
        return count > 0 ? count : nil
    }
}
