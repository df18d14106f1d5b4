internal import MessagePack

/// The file `/proc/meminfo`: a line for each size.
enum MemoryInfo {
    /// The map that `status.meminfo` answers: for each name its value, a text as in Salt, and its unit where it has one.
    static func map(_ text: String) -> ValueMap {
        var map: ValueMap = [:]
        for (name, value) in SystemText(text).fields {
            let words = value.words.map(String.init)
            guard let number = words.first else { continue }
            var entry: ValueMap = ["value": .string(number)]
            entry["unit"] = words.dropFirst().first.map { .string($0) }
            map[String(name)] = .map(entry)
        }
        return map
    }
}
