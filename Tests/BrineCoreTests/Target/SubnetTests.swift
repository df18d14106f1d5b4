import BrineCore
import Testing

@Suite struct `Subnets` {
    @Test(
        arguments: [
            ("10.1.2.3", ["10.1.2.3"], ["10.1.2.4", "::ffff:10.1.2.3", ""]),
            ("10.1.0.0/16", ["10.1.0.0", "10.1.255.255"], ["10.2.0.0", "10.0.255.255", "fe80::1"]),
            ("10.1.2.0/255.255.255.0", ["10.1.2.255"], ["10.1.3.0"]),
            ("192.168.1.128/25", ["192.168.1.128", "192.168.1.255"], ["192.168.1.127"]),
            ("0.0.0.0/0", ["1.2.3.4", "255.255.255.255"], ["::1"]),
            ("10.0.0.1/32", ["10.0.0.1"], ["10.0.0.0"]),
            ("fe80::/10", ["fe80::1", "febf::1", "fe80::1%eth0"], ["fec0::1", "10.0.0.1"]),
            ("2001:db8::1", ["2001:db8::1", "2001:DB8:0:0::1"], ["2001:db8::2"]),
            ("::/0", ["::1", "2001:db8::1"], ["127.0.0.1"]),
            ("127.0.0.1", ["127.0.0.1"], ["127.0.0.1 ", "127.1", "localhost", "127.0.0.1\u{0}x"]),
        ] as [(String, [String], [String])]
    )
    func `hold the addresses with their prefix`(text: String, inside: [String], outside: [String]) throws {
        let subnet = try Subnet(text)
        #expect(inside.filter { !subnet.contains($0) }.isEmpty, "in \(text)")
        #expect(outside.filter { subnet.contains($0) }.isEmpty, "not in \(text)")
    }

    @Test(
        arguments: [
            ("", 1, "an IPv4 or IPv6 address or subnet"), ("10.1", 1, "an IPv4 or IPv6 address or subnet"),
            ("web1", 1, "an IPv4 or IPv6 address or subnet"), ("10.0.0.0/33", 10, "a prefix of 0 to 32 or a netmask"),
            ("10.0.0.0/", 10, "a prefix of 0 to 32 or a netmask"),
            ("10.0.0.0/-1", 10, "a prefix of 0 to 32 or a netmask"),
            ("10.0.0.0/255.0.255.0", 10, "a prefix of 0 to 32 or a netmask"), ("fe80::/129", 8, "a prefix of 0 to 128"),
            ("fe80::/255.0.0.0", 8, "a prefix of 0 to 128"), ("10.0.0.5/24", 1, "no bits behind the prefix of 24"),
            ("10.0.0.0/8/8", 10, "a prefix of 0 to 32 or a netmask"),
            ("10.0.0.0/99999999999999999999", 10, "a prefix of 0 to 32 or a netmask"),
        ]
    )
    func `that are none are refused with the place`(text: String, column: Int, expected: String) throws {
        let error = try #require(throws: TargetError.self) { _ = try Subnet(text) }
        #expect(error.place == .column(column))
        #expect(error.expected == expected)
    }
}
