import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `Functions that change grains` {
    private let folder: GrainsFolder

    init() throws {
        folder = try GrainsFolder("roles:\n- web\nrack: 7\n")
    }

    private func run(
        _ function: String,
        _ positional: [Value],
        keyword: ValueMap = [:],
        grains: ValueMap = [:],
        configuration: ValueMap = [:]
    ) async throws -> FunctionResult {
        var named = keyword
        // By name, for the arguments by place of `call` cannot be handed on.
        let names = try #require(Self.names[function])
        for (name, value) in zip(names, positional) { named[name] = value }
        return try await call(
            function,
            keyword: named,
            grains: grains,
            configuration: configuration,
            places: folder.places
        )
    }

    private static let names = [
        "grains.setval": ["key", "val"], "grains.setvals": ["grains"], "grains.set": ["key", "val"],
        "grains.append": ["key", "val"], "grains.remove": ["key", "val"], "grains.delval": ["key"],
        "grains.delkey": ["key"],
    ]

    @Test func `setval answers and keeps what it sets`() async throws {
        #expect(try await run("grains.setval", ["a:b", [1, ["x": "y"]]]).value == ["a:b": [1, ["x": "y"]]])
        #expect(try folder.file.read() == ["a:b": [1, ["x": "y"]], "rack": 7, "roles": ["web"]])
        #expect(try await run("grains.setval", ["rack", 8]).value == ["rack": 8])
        #expect(try folder.file.read()["rack"] == 8)
    }

    @Test func `setvals sets all or takes names away`() async throws {
        let some: Value = ["rack": nil, "zone": "b"]

        #expect(try await run("grains.setvals", [some]).value == some)
        #expect(try folder.file.read() == ["rack": nil, "roles": ["web"], "zone": "b"])
        #expect(try await run("grains.setvals", [some], keyword: ["destructive": true]).value == some)
        #expect(try folder.file.read() == ["roles": ["web"], "zone": "b"])
        #expect(try await run("grains.setval", ["zone", nil], keyword: ["destructive": true]).value == ["zone": nil])
        #expect(try folder.file.read() == ["roles": ["web"]])
    }

    @Test func `setvals takes texts as names alone`() async throws {
        let result = try await run("grains.setvals", [[5: "x"]])

        #expect(!result.success)
        #expect(result.text.contains("grains must be a map of texts, found an integer: 5"))
        #expect(try await run("grains.setvals", ["x"]).text.contains("grains must be a map, found a text: x"))
        #expect(try folder.text() == "roles:\n- web\nrack: 7\n")
    }

    @Test func `set answers a comment, the changes and whether it succeeded`() async throws {
        let set = try await run("grains.set", ["apps:web:port", 80])
        #expect(set == FunctionResult(["comment": "", "changes": ["apps": ["web": ["port": 80]]], "result": true]))
        #expect(try folder.file.read()["apps"] == ["web": ["port": 80]])

        let refused = try await run("grains.set", ["apps:web", 80])
        #expect(refused.value["result"] == false)
        #expect((refused.retcode, refused.success) == (1, false))
        #expect(try folder.file.read()["apps"] == ["web": ["port": 80]])
        #expect(try await run("grains.set", ["apps:web", 80], keyword: ["force": true]).success)
        #expect(try folder.file.read()["apps"] == ["web": 80])

        let same = try await run("grains.set", ["apps|web", 80], keyword: ["delimiter": "|"])
        #expect(same.value["comment"] == "Grain is already set")
        #expect(try await run("grains.set", ["apps:web", nil], keyword: ["destructive": true]).success)
        #expect(try folder.file.read()["apps"] == [:])
    }

    @Test func `append and remove answer the list, or why there is none`() async throws {
        #expect(try await run("grains.append", ["roles", "db"]).value == ["roles": ["web", "db"]])
        #expect(try await run("grains.append", ["roles", "db"]).text == "The val db was already in the list roles")
        #expect(try await run("grains.append", ["rack", 8]).text == "The key rack is not a valid list")
        #expect(try await run("grains.append", ["rack", 8], keyword: ["convert": true]).value == ["rack": [7, 8]])
        #expect(try await run("grains.append", ["a|b", 1], keyword: ["delimiter": "|"]).value == ["a": ["b": [1]]])
        #expect(try await run("grains.remove", ["roles", "web"]).value == ["roles": ["db"]])
        #expect(try await run("grains.remove", ["roles", "web"]).text == "The val web was not in the list roles")
        #expect(try await run("grains.remove", ["a|b", 1], keyword: ["delimiter": "|"]).value == ["a": ["b": []]])
        #expect(try folder.file.read() == ["a": ["b": []], "rack": [7, 8], "roles": ["db"]])
    }

    @Test func `delval leaves the name and delkey takes it away`() async throws {
        #expect(try await run("grains.delval", ["rack"]).value["changes"] == ["rack": nil])
        #expect(try folder.file.read() == ["rack": nil, "roles": ["web"]])
        #expect(try await run("grains.delval", ["rack"], keyword: ["destructive": true]).success)
        #expect(try folder.file.read() == ["roles": ["web"]])
        #expect(try await run("grains.delkey", ["roles"]).value["result"] == false)
        #expect(try await run("grains.delkey", ["roles"], keyword: ["force": true]).value["changes"] == ["roles": nil])
        #expect(try folder.file.read() == [:])
        #expect(try await run("grains.delkey", ["roles"]).value == ["comment": "", "changes": [:], "result": true])
    }

    @Test func `go by the file where the call's grains are older, and by the configuration before it`() async throws {
        let grains: ValueMap = ["roles": ["old"], "rack": 1, "os": "Debian", "tags": ["x"]]
        let configuration: ValueMap = ["grains": ["rack": [3]]]
        let tagged = try await run("grains.append", ["tags", "y"], grains: grains, configuration: configuration)
        #expect(tagged.value == ["tags": ["x", "y"]])
        let roles = try await run("grains.append", ["roles", "db"], grains: grains, configuration: configuration)
        #expect(roles.value == ["roles": ["web", "db"]])
        let racks = try await run("grains.append", ["rack", 4], grains: grains, configuration: configuration)
        #expect(racks.value == ["rack": [3, 4]])
    }

    @Test func `lose nothing where many run at once`() async throws {
        let places = folder.places

        try await withThrowingTaskGroup(of: FunctionResult.self) { group in
            for number in 0..<20 {
                group.addTask { try await call("grains.append", "roles", .int(Int64(number)), places: places) }
                group.addTask { try await call("grains.set", .string("n:\(number)"), true, places: places) }
            }
            for try await result in group { #expect(result.success) }
        }

        let grains = try folder.file.read()
        #expect(grains["roles"]?.arrayValue?.count == 21)
        #expect(grains["n"]?.mapValue?.count == 20)
    }

    @Test(arguments: [
        "grains.setval", "grains.set", "grains.append", "grains.remove", "grains.delval", "grains.delkey",
    ])
    func `fail and leave the file where it is broken`(function: String) async throws {
        try folder.write("roles: [web\n")

        let result = try await run(function, ["roles", "db"])

        #expect(!result.success)
        #expect(result.text.contains("\(folder.file.path):2:1: broken YAML: "))
        #expect(try folder.text() == "roles: [web\n")
    }

    @Test func `fail where the minion keeps no grains file`() async throws {
        let result = try await call("grains.setval", "a", 1)

        #expect(result.text == "The minion function caused an exception: this minion keeps no grains file")
    }

    @Test func `run in a worker, and those that only look do not`() throws {
        for function in FunctionCatalogue.standard.functions(named: ["grains"]) {
            #expect(function.isInline == (Self.names[function.name.description] == nil), "\(function.name)")
        }
    }
}
