import Glibc

/// The name or the address of a machine, as a socket's address takes it.
struct Host: Sendable, Hashable, CustomStringConvertible {
    /// The name or address; an IPv6 address without brackets.
    let description: String

    /// The host that a text names, or nil where it is neither a name nor an address.
    ///
    /// A name is 1 to 253 characters of `A-Z a-z 0-9 . _ -`, not looked up here. An IPv6 address may stand in brackets
    /// and may name its zone (`fe80::1%eth0`).
    init?(_ text: String) {
        let inBrackets = text.hasPrefix("[") && text.hasSuffix("]")
        let bare = inBrackets ? String(text.dropFirst().dropLast()) : text
        guard Self.isIPv6(bare) || (!inBrackets && Self.isName(bare)) else { return nil }
        description = bare
    }

    private init(known text: String) {
        description = text
    }

    /// The name under which a minion looks for its master when it is told nothing.
    static let salt = Host(known: "salt")

    /// Every IPv4 address of this machine.
    static let allAddresses = Host(known: "0.0.0.0")

    /// Whether it is an IPv6 address; its socket then needs `ZMQ_IPV6`.
    var isIPv6: Bool { description.contains(":") }

    /// The address of a port, as in `tcp://10.0.0.1:4505` or `tcp://[::1]:4505`.
    func endpoint(port: UInt16) -> String {
        isIPv6 ? "tcp://[\(description)]:\(port)" : "tcp://\(description):\(port)"
    }

    /// What this machine calls itself, or nil where the system does not say.
    static func ownName() -> String? {
        // One byte more than the system may fill: a name that is cut off comes without an end of its own.
        var name = [CChar](repeating: 0, count: 257)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.isEmpty ? nil : text
    }

    private static func isIPv6(_ text: String) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count == 1 || isName(String(parts[1])) else { return false }
        var bytes = in6_addr()
        return inet_pton(AF_INET6, String(address), &bytes) == 1
    }

    private static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
