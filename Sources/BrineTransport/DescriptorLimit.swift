internal import CLinux

/// How many descriptors a process may have open: a master needs two for each minion, a swarm four.
public enum DescriptorLimit {
    /// Lets this process have as many as the system allows it.
    ///
    /// - Returns: how many that are; nil where the system does not say.
    @discardableResult
    public static func raise() -> Int? {
        let limit = brine_raise_descriptor_limit()
        return limit < 0 ? nil : limit
    }
}
