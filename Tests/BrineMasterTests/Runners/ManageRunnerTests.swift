import BrineCore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `The runner manage` {
    @Test func `tells who is there and who is away, and asks nobody`() async throws {
        let bench = try await MasterBench(minions: 4)
        await bench.connect("c", "a")
        #expect(try await bench.run("manage.up") == ["a", "c"])
        #expect(try await bench.run("manage.down") == ["b", "d"])
        #expect(try await bench.run("manage.status") == ["up": ["a", "c"], "down": ["b", "d"]])
        for name in ["manage.alived", "manage.present"] { #expect(try await bench.run(name) == ["a", "c"]) }
        #expect(try await bench.run("manage.not_alived") == ["b", "d"])
        #expect(bench.bus.all().isEmpty)
    }

    @Test func `counts a minion as away when it is silent or its connection has ended`() async throws {
        let bench = try await MasterBench(minions: 2)
        await bench.connect("a", "b")
        await bench.coordinator.note([.unsubscribed(minion(2))])
        #expect(try await bench.run("manage.up") == ["a"])
        bench.clock.set(46)
        #expect(try await bench.run("manage.down") == ["a", "b"])
    }

    @Test func `looks at those that are named`() async throws {
        let bench = try await MasterBench(minions: 4)
        await bench.connect("a", "c")
        #expect(try await bench.run("manage.up", "[ab]") == ["a"])
        #expect(try await bench.run("manage.status", "c,d", "list") == ["up": ["c"], "down": ["d"]])
        #expect(try await bench.run("manage.down", ["b"], "list") == ["b"])
        #expect(try await bench.run("manage.alived", keyword: ["subset": ["c", "d"]]) == ["c"])
        #expect(try await bench.refusal("manage.up", "a", "bogus").contains("tgt_type must be one of glob, pcre, list"))
        #expect(try await bench.run("manage.up", "a or d", "compound") == ["a"])
        #expect(try await bench.refusal("manage.up", "a and", "compound").contains("tgt must be a target, found one"))
        #expect(try await bench.refusal("manage.up", 7).contains("tgt must be a target of the type 'glob'"))
        #expect(try await bench.refusal("manage.down", keyword: ["removekeys": true]).contains("unknown argument"))
    }

    @Test func `asks for versions, and compares them with the master's own`() async throws {
        let bench = try await MasterBench(minions: 4)
        await bench.connect("a", "b", "c")
        async let versions = bench.run("manage.versions")
        let asked = try CommandMessage(packet: await bench.bus.next().packet).command
        #expect(asked.calls.description == "test.version")
        await bench.returned(asked.jid, from: "a", value: .string(brineVersion))
        await bench.returned(asked.jid, from: "b", value: "0.0.9")
        await bench.returned(asked.jid, from: "c", value: "9000.1")
        #expect(
            try await versions == [
                "Master": .string(brineVersion), "Up to date": ["a": .string(brineVersion)],
                "Minion requires update": ["b": "0.0.9"], "Minion newer than master": ["c": "9000.1"],
                "Minion offline": ["d": false],
            ]
        )
    }

    @Test(arguments: [
        ("0.10.2", "Up to date"), ("0.9.11", "Minion requires update"), ("0.10", "Minion requires update"),
        ("0.10.10", "Minion newer than master"), ("1.0", "Minion newer than master"), ("", "Minion requires update"),
    ])
    func `compares versions number by number`(version: String, group: String) {
        var comparison = VersionComparison(master: "0.10.2")
        comparison.add(id("a"), version: version)
        #expect(comparison.value[group] == ["a": .string(version)])
    }

    @Test func `the runner test answers what it was given`() async throws {
        let bench = try await MasterBench(minions: 1)
        let answer = try await bench.run("test.arg", 1, ["two"], keyword: ["three": nil])
        #expect(answer == ["args": [1, ["two"]], "kwargs": ["three": nil]])
    }

    @Test func `the runner doc tells of every function, of a module's, of those that fit, or of one`() async throws {
        let bench = try await MasterBench(minions: 1)
        let all = try #require(try await bench.run("doc.runner").mapValue)
        for name in ["doc.runner", "jobs.active", "jobs.cancel", "manage.up", "state.event", "test.arg"] {
            #expect(all[name]?.stringValue?.contains("Usage: \(name)") == true)
        }
        #expect(try await bench.run("doc.runner", "test").mapValue?.keys == ["test.arg"])
        #expect(try await bench.run("doc.runner", "jobs.list_job*").mapValue?.count == 3)
        #expect(try await bench.run("doc.runner", "jobs.rerun").mapValue?.count == 1)
        #expect(try await bench.run("doc.runner", "nosuch") == [:])
    }
}
