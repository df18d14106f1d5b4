import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of the network` {
    @Test func `addresses are listed by version and by interface, each once`() {
        let interfaces = NetworkInterfaces(
            addresses: [
                .init(interface: "lo", text: "127.0.0.1", isVersion6: false),
                .init(interface: "eth0", text: "10.0.0.5", isVersion6: false),
                .init(interface: "eth1", text: "10.0.0.5", isVersion6: false),
                .init(interface: "lo", text: "::1", isVersion6: true),
            ],
            hardware: [("dummy0", "2a:1c:88:20:ac:b6"), ("eth0", "52:54:00:12:34:56")]
        )
        #expect(
            interfaces.grains() == [
                "ipv4": ["10.0.0.5", "127.0.0.1"],
                "ipv6": ["::1"],
                "ip_interfaces": [
                    "dummy0": [], "eth0": ["10.0.0.5"], "eth1": ["10.0.0.5"], "lo": ["127.0.0.1", "::1"],
                ],
                "ip4_interfaces": ["dummy0": [], "eth0": ["10.0.0.5"], "eth1": ["10.0.0.5"], "lo": ["127.0.0.1"]],
                "ip6_interfaces": ["dummy0": [], "eth0": [], "eth1": [], "lo": ["::1"]],
                "hwaddr_interfaces": ["dummy0": "2a:1c:88:20:ac:b6", "eth0": "52:54:00:12:34:56"],
            ]
        )
    }

    @Test func `a machine without any has empty lists`() {
        let none = NetworkInterfaces(addresses: [], hardware: []).grains()
        #expect(
            none == [
                "ipv4": [], "ipv6": [], "ip_interfaces": [:], "ip4_interfaces": [:], "ip6_interfaces": [:],
                "hwaddr_interfaces": [:],
            ]
        )
    }
}
