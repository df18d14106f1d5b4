import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module event` {
    private let grains: ValueMap = ["os": "Debian", "cpuarch": "x86_64", "id": "web1"]

    /// What the one event says that a call sends.
    private func data(of keyword: ValueMap, _ positional: Value = nil) async throws -> ValueMap {
        let events = FakeEvents()
        let result = try await call("event.send", "a/b", positional, keyword: keyword, grains: grains, events: events)
        #expect(result == FunctionResult(true))
        try #require(events.sent.map(\.tag) == ["a/b"])
        return events.sent[0].data
    }

    @Test func `send sends a tag with data and answers True`() async throws {
        let events = FakeEvents()
        let result = try await call("event.send", "deploy/web/done", ["version": 1.2], events: events)
        #expect(result == FunctionResult(true))
        #expect(try await call("event.send", "a", events: events) == FunctionResult(true))
        #expect(events.sent.map(\.tag) == ["deploy/web/done", "a"])
        #expect(events.sent.map(\.data) == [["version": 1.2], [:]])
    }

    @Test func `fire_master takes the data before the tag`() async throws {
        let events = FakeEvents()
        let result = try await call("event.fire_master", ["a": 1], "my/tag", events: events)
        #expect(result == FunctionResult(true))
        #expect(events.sent.map(\.tag) == ["my/tag"])
        #expect(events.sent.map(\.data) == [["a": 1]])
    }

    @Test func `further arguments are data, and data counts before them`() async throws {
        #expect(try await data(of: ["foo": "Foo", "bar": [1]]) == ["foo": "Foo", "bar": [1]])
        #expect(try await data(of: ["foo": "Foo", "bar": 1], ["foo": 2, "x": 3]) == ["foo": 2, "bar": 1, "x": 3])
    }

    @Test func `grains are sent along, all or some`() async throws {
        #expect(try await data(of: ["with_grains": true]) == ["grains": .map(grains)])
        let some: ValueMap = ["with_grains": ["id", "os", "nosuch"]]
        #expect(try await data(of: some) == ["grains": ["os": "Debian", "id": "web1"]])
        #expect(try await data(of: ["with_grains": []]) == ["grains": [:]])
        #expect(try await data(of: ["with_grains": false]) == [:])
        #expect(try await data(of: ["with_grains": true, "grains": 1]) == ["grains": 1])
        #expect(try await data(of: ["with_grains": true], ["grains": 2]) == ["grains": 2])
    }

    @Test func `the environment is sent along, all or some`() async throws {
        let all = try #require(try await data(of: ["with_env": true])["environ"]?.mapValue)
        let path = try #require(all["PATH"])
        #expect(path.stringValue?.contains("/bin") == true)
        #expect(all.count > 1)
        let some = try await data(of: ["with_env": ["PATH", "BRINE_NO_SUCH_VARIABLE"]])
        #expect(some == ["environ": ["PATH": path]])
        #expect(try await data(of: ["with_env": false]) == [:])
    }

    @Test(arguments: ["with_env", "with_grains"])
    func `a choice is True, False or a list of names`(name: String) async throws {
        for choice: Value in [nil, 1, "os", [1], ["os", nil], ["os": 1]] {
            let events = FakeEvents()
            let result = try await call("event.send", "a", keyword: [.string(name): choice], events: events)
            #expect(result.text.contains("\(name) must be True, False or a list of names, found"))
            #expect(events.sent.isEmpty)
        }
    }

    @Test(arguments: ["preload", "with_pillar", "with_env_opts"])
    func `what means something else in Salt is not taken as data`(name: String) async throws {
        let events = FakeEvents()
        let result = try await call("event.send", "a", keyword: ["b": 1, .string(name): true], events: events)
        #expect(result.text.contains("unknown argument: \(name)"))
        #expect(events.sent.isEmpty)
    }

    @Test(
        arguments: ["", "a\nb", "a\u{0}", "\u{7F}", "a\u{85}", .string(String(repeating: "x", count: 256))] as [Value]
    )
    func `a tag that is empty, too long or has control characters is refused`(tag: Value) async throws {
        let events = FakeEvents()
        for result in [
            try await call("event.send", tag, events: events),
            try await call("event.fire_master", [:], tag, events: events),
        ] {
            #expect(result.text.contains("tag must be 1 to 255 bytes without control characters, found a text"))
            #expect(result.retcode == 1)
        }
        #expect(events.sent.isEmpty)
    }

    @Test func `a tag may be 255 bytes of any other characters`() async throws {
        let events = FakeEvents()
        for tag in [String(repeating: "x", count: 255), "Gr\u{FC}\u{DF}e, *?[]"] {
            #expect(try await call("event.send", .string(tag), events: events).value == true)
        }
        #expect(events.sent.count == 2)
    }

    @Test func `data must be a map`() async throws {
        #expect(try await call("event.send", "a", "text").text.contains("data must be a map, found a text: text"))
        #expect(try await call("event.fire_master", "a", "b").text.contains("data must be a map, found a text: a"))
    }

    @Test func `an event that cannot be left is a failure with the reason`() async throws {
        let full = try await call("event.send", "a", events: FakeEvents(refusal: "the disk is full"))
        #expect(full.text == "The minion function caused an exception: the disk is full")
        #expect(full.retcode == 1)
        let masterless = try await call("event.fire_master", [:], "a")
        #expect(masterless.text.hasSuffix("there is no master to send an event to"))
    }
}
