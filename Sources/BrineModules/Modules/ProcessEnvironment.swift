internal import MessagePack

/// The environment variables that this process was started with.
enum ProcessEnvironment {
    /// The variables by name, in order; of an environment of more than a mebibyte those at its start.
    ///
    /// Read from the kernel: the C library's own list is a global variable that any thread may change.
    static func variables() -> ValueMap {
        let text = SmallFile.text(at: "/proc/self/environ") ?? ""
        let pairs = text.split(separator: "\0")
            .compactMap { line -> (Value, Value)? in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (.string(String(parts[0])), .string(String(parts[1]))) : nil
            }
        return ValueMap(pairs)
    }
}
