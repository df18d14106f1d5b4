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
            hardware: [("eth0", "52:54:00:12:34:56")]
        )
        #expect(
            interfaces.grains() == [
                "ipv4": ["10.0.0.5", "127.0.0.1"],
                "ipv6": ["::1"],
                "ip_interfaces": ["eth0": ["10.0.0.5"], "eth1": ["10.0.0.5"], "lo": ["127.0.0.1", "::1"]],
                "hwaddr_interfaces": ["eth0": "52:54:00:12:34:56"],
            ]
        )
    }

    @Test func `a machine without any has empty lists`() {
        let none = NetworkInterfaces(addresses: [], hardware: []).grains()
        #expect(none == ["ipv4": [], "ipv6": [], "ip_interfaces": [:], "hwaddr_interfaces": [:]])
    }
}
