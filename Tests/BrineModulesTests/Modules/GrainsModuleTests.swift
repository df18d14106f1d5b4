import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module grains` {
    private let grains: ValueMap = [
        "os": "Debian",
        "ip_interfaces": ["lo": ["127.0.0.1", "::1"]],
        "disks": [["name": "sda"], ["name": "sdb", "size": 5]],
        "empty": "",
        "none": nil,
    ]

    private func get(_ key: String, keyword: ValueMap = [:]) async throws -> Value {
        try await call("grains.get", .string(key), keyword: keyword, grains: grains).value
    }

    @Test func `items answers all and ls their names in order`() async throws {
        #expect(try await call("grains.items", grains: grains).value == .map(grains))
        let names = try await call("grains.ls", grains: grains).value
        #expect(names == ["disks", "empty", "ip_interfaces", "none", "os"])
    }

    @Test func `get follows names and places`() async throws {
        #expect(try await get("os") == "Debian")
        #expect(try await get("ip_interfaces:lo") == ["127.0.0.1", "::1"])
        #expect(try await get("ip_interfaces:lo:1") == "::1")
        #expect(try await get("disks:1:name") == "sdb")
        #expect(try await get("disks:size") == 5)
        #expect(try await get("ip_interfaces//lo//0", keyword: ["delimiter": "//"]) == "127.0.0.1")
    }

    @Test(arguments: ["", ":", "nosuch", "os:deeper", "disks:2", "disks:-1", "disks:99999999999999999999", "os:"])
    func `get answers the default where the way leads nowhere`(key: String) async throws {
        #expect(try await get(key) == "")
        #expect(try await get(key, keyword: ["default": [1]]) == [1])
    }

    @Test func `get tells an empty or null grain from none, and an empty delimiter leaves the key whole`() async throws
    {
        #expect(try await get("empty", keyword: ["default": 1]) == "")
        #expect(try await get("none", keyword: ["default": 1]) == nil)
        #expect(try await get("os", keyword: ["delimiter": ""]) == "Debian")
    }

    @Test func `item answers some by name, an unknown one as an empty text`() async throws {
        let some = try await call("grains.item", "os", "nosuch", "ip_interfaces:lo:0", grains: grains).value
        #expect(some == ["os": "Debian", "nosuch": "", "ip_interfaces:lo:0": "127.0.0.1"])
        #expect(try await call("grains.item", grains: grains).value == [:])
        #expect(try await call("grains.item", 5, grains: grains).text.contains("keys must be texts, found an integer"))
    }

    @Test func `item takes a default and a delimiter by name, and nothing else`() async throws {
        let options: ValueMap = ["default": nil, "delimiter": "|"]
        let some = try await call("grains.item", "ip_interfaces|lo|0", "nosuch", keyword: options, grains: grains).value
        #expect(some == ["ip_interfaces|lo|0": "127.0.0.1", "nosuch": nil])
        let wrong = try await call("grains.item", "os", keyword: ["no": 1], grains: grains)
        #expect(wrong.text.contains("unknown argument: no"))
    }

    @Test func `fetch answers as get does`() async throws {
        #expect(try await call("grains.fetch", "disks:0:name", grains: grains).value == "sda")
        #expect(try await call("grains.fetch", "nosuch", 1, grains: grains).value == 1)
    }

    @Test func `has_value tells whether there is one, whatever it is`() async throws {
        for key in ["os", "empty", "none", "ip_interfaces:lo:1", "disks:size"] {
            #expect(try await call("grains.has_value", .string(key), grains: grains).value == true)
        }
        for key in ["nosuch", "os:x", "ip_interfaces:lo:2", ""] {
            #expect(try await call("grains.has_value", .string(key), grains: grains).value == false)
        }
    }

    @Test func `equals compares what is written`() async throws {
        func equals(_ key: String, _ value: Value) async throws -> Value {
            try await call("grains.equals", .string(key), value, grains: grains).value
        }
        #expect(try await equals("os", "Debian") == true)
        #expect(try await equals("os", "debian") == false)
        #expect(try await equals("disks:1:size", "5") == true)
        #expect(try await equals("ip_interfaces:lo", ["127.0.0.1", "::1"]) == true)
        #expect(try await equals("none", nil) == true)
        #expect(try await equals("nosuch", "") == true)
    }

    @Test func `items and item hide what tells the machine from others where asked to`() async throws {
        let telling: ValueMap = [
            "id": "web1", "fqdn": "web1.example.com", "host": "web1", "domain": "example.com", "nodename": "web1",
            "serialnumber": "ABCDEFGHIJ", "os": "Debian",
        ]
        let hidden: ValueMap = [
            "id": "MINION.DOMAINNAME", "fqdn": "MINION.DOMAINNAME", "host": "MINION", "domain": "DOMAINNAME",
            "nodename": "MINION", "serialnumber": "ABCDEFGXXX", "os": "Debian",
        ]
        let sanitize: ValueMap = ["sanitize": true]

        #expect(try await call("grains.items", keyword: sanitize, grains: telling).value == .map(hidden))
        #expect(try await call("grains.items", grains: telling).value == .map(telling))
        let some = try await call("grains.item", "host", "os", "nosuch", keyword: sanitize, grains: telling).value
        #expect(some == ["host": "MINION", "os": "Debian", "nosuch": ""])
    }
}
