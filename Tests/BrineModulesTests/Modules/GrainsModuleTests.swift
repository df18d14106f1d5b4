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
}
