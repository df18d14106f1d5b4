import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module config` {
    private let configuration: ValueMap = [
        "id": "web1", "pkg": ["apache": "httpd"], "redis.host": "db1", "menu": ["egg", "spam"], "none": nil,
        "shared": "setting",
    ]
    private let grains: ValueMap = [
        "os": "Debian", "pkg": ["nginx": "nginx-full"], "shared": "grain", "redis.kind": "cache",
    ]

    private func ask(_ function: String, _ name: String, _ keyword: ValueMap = [:]) async throws -> Value {
        try await call(function, .string(name), keyword: keyword, grains: grains, configuration: configuration).value
    }

    @Test func `items answers all settings`() async throws {
        let result = try await call("config.items", grains: grains, configuration: configuration)
        #expect(result == FunctionResult(.map(configuration)))
    }

    @Test func `get looks in the settings first and then in the grains`() async throws {
        #expect(try await ask("config.get", "id") == "web1")
        #expect(try await ask("config.get", "os") == "Debian")
        #expect(try await ask("config.get", "shared") == "setting")
    }

    @Test func `get follows names and places, in each of the two`() async throws {
        #expect(try await ask("config.get", "pkg:apache") == "httpd")
        #expect(try await ask("config.get", "pkg:nginx") == "nginx-full")
        #expect(try await ask("config.get", "menu:1") == "spam")
        #expect(try await ask("config.get", "pkg|apache", ["delimiter": "|"]) == "httpd")
        #expect(try await ask("config.get", "redis.host") == "db1")
    }

    @Test func `get answers the default where the way leads nowhere`() async throws {
        #expect(try await ask("config.get", "nosuch") == "")
        #expect(try await ask("config.get", "pkg:nosuch", ["default": [1]]) == [1])
        #expect(try await ask("config.get", "none", ["default": 1]) == nil)
    }

    @Test(arguments: ["config.get", "config.option"])
    func `settings and grains can be left out`(function: String) async throws {
        #expect(try await ask(function, "shared", ["omit_opts": true]) == "grain")
        #expect(try await ask(function, "id", ["omit_opts": true]) == "")
        #expect(try await ask(function, "shared", ["omit_grains": true]) == "setting")
        #expect(try await ask(function, "os", ["omit_grains": true]) == "")
        #expect(try await ask(function, "shared", ["omit_opts": true, "omit_grains": true, "default": 5]) == 5)
    }

    @Test func `option takes the whole name`() async throws {
        #expect(try await ask("config.option", "redis.host") == "db1")
        #expect(try await ask("config.option", "os") == "Debian")
        #expect(try await ask("config.option", "shared") == "setting")
        #expect(try await ask("config.option", "none") == nil)
        #expect(try await ask("config.option", "pkg:apache") == "")
        #expect(try await ask("config.option", "nosuch", ["default": 7]) == 7)
    }

    @Test func `option with a wildcard answers a map, where a setting counts before a grain`() async throws {
        let wildcard: ValueMap = ["wildcard": true]
        #expect(try await ask("config.option", "redis.*", wildcard) == ["redis.host": "db1", "redis.kind": "cache"])
        #expect(try await ask("config.option", "sh?red", wildcard) == ["shared": "setting"])
        #expect(try await ask("config.option", "nosuch*", wildcard) == [:])
        #expect(try await ask("config.option", "nosuch*", ["wildcard": true, "default": 7]) == 7)
        #expect(try await ask("config.option", "redis.*") == "")
    }

    @Test func `option refuses a glob that is too long`() async throws {
        let name = String(repeating: "*", count: Glob.maximumLength + 1)
        let text = try await ask("config.option", name, ["wildcard": true]).stringValue ?? ""
        #expect(text.contains("value must be a glob of at most 1024 bytes, found a text of 1025 bytes"))
    }
}
