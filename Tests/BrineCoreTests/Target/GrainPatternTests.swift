import BrineCore
import MessagePack
import Testing

@Suite struct `Patterns on grains` {
    private let grains: ValueMap = [
        "os": "Debian", "osmajorrelease": 12, "load": 1.5, "virtual": false, "nothing": nil,
        "roles": ["web", "Cache", 7], "ipv4": ["10.1.2.3", "127.0.0.1"],
        "ip_interfaces": ["eth0": ["10.1.2.3", "fe80::1"], "lo": ["127.0.0.1"]],
        "dc": ["zone": ["name": "b:1", "rack": 4]],
        "disks": [["name": "sda", "size": 100], ["name": "sdb", "label": "data"]],
        "a:b": "colon", "a": ["b": "nested", "c:d": "inner"], "url": "http://x.org:80/", "empty": [:],
        "raw": .binary([1]),
    ]

    private func matches(_ text: String, _ delimiter: String = ":", isRegex: Bool = false) throws -> Bool {
        try GrainPattern(text, delimiter: delimiter, isRegex: isRegex).matches(grains)
    }

    @Test(arguments: [
        "os:Debian", "os:debian", "os:Deb*", "os:*", "osmajorrelease:12", "osmajorrelease:1?", "load:1.5",
        "virtual:False", "virtual:false", "nothing:none", "roles:web", "roles:cache", "roles:7", "roles:*e*",
        "ipv4:10.*",
        "ip_interfaces:eth0:10.1.2.3", "ip_interfaces:eth0:fe80::1", "ip_interfaces:eth0", "ip_interfaces:*",
        "ip_interfaces:*:10.*", "dc:zone:rack:4", "dc:zone:rack", "dc:zone", "dc:*:rack", "dc:zone:name:b:1",
        "dc:zone:*:b:*", "disks:name:sda", "disks:label:data", "disks:size:1*", "disks:0:name:sda", "disks:name:sdb",
        "a:b:colon", "a:b:nested", "a:c:d", "url:http://x.org:80/", "url:http:*", "*:Debian", "*:web", "*:os",
        "*:zone:rack:4", "*:*", "empty:*", "roles:1:cache",
    ])
    func `fit a value, a member of a list, a key, and what lies deeper`(text: String) throws {
        #expect(try matches(text))
    }

    @Test(arguments: [
        "os:Debia", "os:ebian", "os:Debian:x", "OS:Debian", "no:x", "no:*", "roles:db", "roles:web:x", "roles:*z*",
        "ipv4:10.1.2.4", "ip_interfaces:eth1", "ip_interfaces:eth0:10.9*", "ip_interfaces:*:11.*", "dc:zone:rack:5",
        "dc:rack", "dc:rack:4", "dc:zone:*:c", "disks:name:sdc", "disks:2:name:sda", "empty:x", "raw:*", "*:nowhere",
        "*:rack",
        "*:rack:4", "osmajorrelease:012",
    ])
    func `do not fit anything else`(text: String) throws {
        #expect(try !matches(text))
    }

    @Test func `may have another delimiter, and then hold a colon`() throws {
        #expect(try matches("dc|zone|name|b:1", "|"))
        #expect(try matches("url=>http:*", "=>"))
        #expect(throws: TargetError.self) { try matches("dc:zone:rack:4", "|") }
        #expect(try !matches("dc|zone|name|c:1", "|"))
    }

    @Test(arguments: [
        ("os:Deb", true), ("os:(debian|ubuntu)$", true), ("os:ebian", false), ("os:.*BIAN", true), ("os:deb$", false),
        ("os:Deb\\D+", true), ("roles:(w|c)\\w+", true), ("roles:^x", false), ("ipv4:10\\.1\\..*", true),
        ("ip_interfaces:eth0:fe80::.*", true), ("url:http:(?://)x", true), ("dc:zone:rack:[0-4]$", true),
        ("*:rack:[5-9]", false), ("osmajorrelease:1[0-2]", true),
    ])
    func `may be a regular expression, which fits from the value's start on`(text: String, fits: Bool) throws {
        #expect(try matches(text, isRegex: true) == fits)
    }

    @Test(
        arguments: [
            ("os", false, 1, "grain:value"), ("", false, 1, "grain:value"), (":Debian", false, 1, "grain:value"),
            ("os:Deb(", true, 8, "a regular expression"), ("ö:[", true, 4, "a regular expression"),
        ]
    )
    func `that are none are refused with the place`(text: String, isRegex: Bool, column: Int, expected: String) throws {
        let error = try #require(throws: TargetError.self) { _ = try GrainPattern(text, isRegex: isRegex) }
        #expect(error.place == .column(column))
        #expect(error.expected == expected)
    }

    @Test func `have a bound on their length and their delimiter's`() throws {
        let long = "os:" + String(repeating: "x", count: 1_021)
        #expect(try !matches(long))
        #expect(throws: TargetError.self) { try matches(long + "x") }
        #expect(throws: TargetError.self) { try matches("os:x", "") }
        #expect(throws: TargetError.self) { try matches("os:x", String(repeating: "-", count: 17)) }
    }

    @Test func `end in an error where grains and expression make a search endless`() throws {
        var deep: Value = ["x": "y"]
        for _ in 0..<12 { deep = ["a": deep, "b": deep, "c": deep] }
        guard case .map(let hostile) = deep else { return }
        let stars = "a:" + String(repeating: "*:", count: 500) + "z"
        #expect(throws: TooManySteps.self) { try GrainPattern(stars).matches(hostile) }
        let many: ValueMap = ["l": .array(Array(repeating: "v", count: 20_000))]
        #expect(throws: TooManySteps.self) { try GrainPattern("l:w").matches(many) }
        #expect(throws: TooManySteps.self) {
            try GrainPattern("l:(v+)+[wx]", isRegex: true).matches(["l": .string(String(repeating: "v", count: 60))])
        }
    }
}
