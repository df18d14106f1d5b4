import Foundation
import Testing

@testable import BrineCommands

@Suite
struct `Hosts` {
    @Test
    func `this machine's name is the kernel's`() throws {
        let name = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
        #expect(Host.ownName() == name.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(arguments: [
        "", " ", "a b", "a\0b", "[a]", "[]", "[::1", "::1]", "tcp://a", "a:1", "::g", "%eth0", "\u{FC}ber",
    ])
    func `a text that is neither a name nor an address is refused`(text: String) {
        #expect(Host(text) == nil)
    }

    @Test
    func `an IPv6 address loses its brackets, and gets them back in an endpoint`() throws {
        let host = try #require(Host("[2001:db8::1]"))
        #expect(host.description == "2001:db8::1")
        #expect(host.isIPv6)
        #expect(host.endpoint(port: 4505) == "tcp://[2001:db8::1]:4505")
        #expect(!Host.allAddresses.isIPv6)
    }

    @Test
    func `a name has 253 characters at the most`() {
        #expect(Host(String(repeating: "a", count: 253)) != nil)
        #expect(Host(String(repeating: "a", count: 254)) == nil)
    }
}
