internal import MessagePack

/// A machine's name and its parts.
///
/// Nothing is asked of the network: a name server that does not answer would hold the minion's start up.
struct HostName: Sendable, Hashable {
    /// The name that the kernel knows.
    var full: String

    /// What stands before the first dot.
    var host: String {
        String(full.prefix { $0 != "." })
    }

    /// What stands after the first dot; empty without one.
    var domain: String {
        String(full.dropFirst(host.count).dropFirst())
    }

    /// The grains that tell of it.
    func grains() -> ValueMap {
        [
            "nodename": .string(full), "localhost": .string(full), "fqdn": .string(full), "host": .string(host),
            "domain": .string(domain),
        ]
    }
}
