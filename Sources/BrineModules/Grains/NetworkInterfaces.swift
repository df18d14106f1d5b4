internal import Glibc
internal import MessagePack

/// The machine's network interfaces with their addresses.
struct NetworkInterfaces: Sendable {
    /// An address of an interface.
    struct Address: Sendable, Hashable {
        var interface: String
        /// In the usual notation, with no scope.
        var text: String
        var isVersion6: Bool
    }

    /// All addresses, in the system's order.
    var addresses: [Address]
    /// The hardware address of each interface that has one, in the order of their names.
    var hardware: [(interface: String, address: String)]

    /// Those of this machine; what cannot be read is left out.
    static func ofThisMachine() -> NetworkInterfaces {
        let folder = "/sys/class/net"
        return NetworkInterfaces(
            addresses: readAddresses(),
            hardware: SmallFile.names(in: folder)
                .compactMap { name in
                    SmallFile.line(at: "\(folder)/\(name)/address").map { (name, $0) }
                }
        )
    }

    /// The grains that tell of them; an interface without addresses has empty lists.
    func grains() -> ValueMap {
        [
            "ipv4": Self.list(Set(addresses.filter { !$0.isVersion6 }.map(\.text)).sorted()),
            "ipv6": Self.list(Set(addresses.filter(\.isVersion6).map(\.text)).sorted()),
            "ip_interfaces": byInterface { _ in true },
            "ip4_interfaces": byInterface { !$0.isVersion6 },
            "ip6_interfaces": byInterface(\.isVersion6),
            "hwaddr_interfaces": .map(ValueMap(hardware.map { (.string($0.interface), .string($0.address)) })),
        ]
    }

    private func byInterface(_ isWanted: (Address) -> Bool) -> Value {
        let names = Set(addresses.map(\.interface) + hardware.map(\.interface)).sorted()
        let wanted = Dictionary(grouping: addresses.filter(isWanted), by: \.interface)
        return .map(ValueMap(names.map { (.string($0), Self.list((wanted[$0] ?? []).map(\.text))) }))
    }

    private static func list(_ texts: [String]) -> Value {
        .array(texts.map { .string($0) })
    }

    private static func readAddresses() -> [Address] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        return sequence(first: first) { $0?.pointee.ifa_next }.prefix { $0 != nil }
            .compactMap { entry in
                entry.flatMap { address($0.pointee) }
            }
    }

    private static func address(_ entry: ifaddrs) -> Address? {
        guard let socket = entry.ifa_addr, let text = text(socket) else { return nil }
        return Address(
            interface: String(cString: entry.ifa_name),
            text: text,
            isVersion6: Int32(socket.pointee.sa_family) == AF_INET6
        )
    }

    /// The address in figures, which asks no name server; nil for what is no internet address.
    private static func text(_ socket: UnsafePointer<sockaddr>) -> String? {
        let length: Int
        switch Int32(socket.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let outcome = getnameinfo(
            socket,
            socklen_t(length),
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard outcome == 0 else { return nil }
        let bytes = text.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: "%")) }.map(UInt8.init(bitPattern:))
        return String(decoding: bytes, as: UTF8.self)
    }
}
