internal import Glibc

/// An IPv4 or IPv6 address, or a network of them: `10.1.2.3`, `10.1.0.0/16`, `10.1.0.0/255.255.0.0`, `fe80::/64`.
public struct Subnet: Sendable, Hashable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// Whether it is of IPv6.
    public var isIPv6: Bool { bytes.count == 16 }

    /// The network that a text is.
    ///
    /// - Throws: ``TargetError`` where it is none, or where bits behind the prefix are set: then it is not clear which of the
    ///   two is meant.
    public init(_ text: String) throws(TargetError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.address(parts[0]) else {
            throw TargetError(expected: "an IPv4 or IPv6 address or subnet", found: TargetError.quoted(text))
        }
        self.bytes = bytes
        guard parts.count == 2 else {
            prefix = bytes.count * 8
            return
        }
        guard let prefix = Self.prefix(parts[1], of: bytes.count) else {
            throw TargetError(
                column: parts[0].count + 2,
                expected: "a prefix of 0 to \(bytes.count * 8)\(bytes.count == 4 ? " or a netmask" : "")",
                found: TargetError.quoted(parts[1])
            )
        }
        self.prefix = prefix
        guard Self.masked(bytes, prefix) == bytes else {
            throw TargetError(expected: "no bits behind the prefix of \(prefix)", found: TargetError.quoted(text))
        }
    }

    /// Whether an address is in it; a text that is no address is not, and neither is one of the other kind.
    public func contains(_ address: String) -> Bool {
        // A link-local address may name its interface: `fe80::1%eth0`.
        guard let other = Self.address(address.prefix { $0 != "%" }), other.count == bytes.count else { return false }
        return Self.masked(other, prefix) == bytes
    }

    private static func address(_ text: Substring) -> [UInt8]? {
        // Longer than any address; and the system's call would stop at a NUL.
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, String(text), &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, String(text), &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
        return nil
    }

    private static func prefix(_ text: Substring, of count: Int) -> Int? {
        if text.utf8.allSatisfy({ (48...57).contains($0) }), let prefix = Int(text) {
            return prefix <= count * 8 ? prefix : nil
        }
        guard count == 4, let mask = address(text), mask.count == 4 else { return nil }
        let bits = mask.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let ones = (~bits).leadingZeroBitCount
        return masked([255, 255, 255, 255], ones) == mask ? ones : nil
    }

    private static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
        bytes.indices.map { index in
            let ones = min(max(prefix - index * 8, 0), 8)
            return bytes[index] & ~UInt8(truncatingIfNeeded: 0xFF >> ones)
        }
    }
}
