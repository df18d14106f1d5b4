import BrineCore
import MessagePack
import Testing

/// Calls of the functions of some names, the first of them given these arguments.
func calls(_ names: String..., arguments: CallArguments = CallArguments()) throws -> Calls {
    let calls = try names.enumerated()
        .map { place, name in
            FunctionCall(try #require(FunctionName(name)), place == 0 ? arguments : CallArguments())
        }
    return try #require(Calls(calls))
}

@Suite struct `What a job runs` {
    private let names = [FunctionName(module: "cmd", function: "run"), FunctionName(module: "test", function: "ping")]

    @Test func `of one function has a text and the list of its arguments`() throws {
        let one = try calls("cmd.run", arguments: CallArguments(["uptime"], keyword: ["cwd": "/"]))
        #expect(!one.areSeveral)
        #expect(one.description == "cmd.run")
        #expect(one.functionValue == "cmd.run")
        #expect(one.argumentValue == ["uptime", ["__kwarg__": true, "cwd": "/"]])
        #expect(Calls([names[0]], argumentValue: one.argumentValue) == one)
    }

    @Test func `of several has a list of them, and a list of the lists of their arguments`() throws {
        let two = try calls("cmd.run", "test.ping", arguments: CallArguments(["uptime"], keyword: ["cwd": "/"]))
        #expect(two.areSeveral)
        #expect(two.description == "cmd.run,test.ping")
        #expect(two.functionValue == ["cmd.run", "test.ping"])
        #expect(two.argumentValue == [["uptime", ["__kwarg__": true, "cwd": "/"]], []])
        #expect(Calls(names, argumentValue: two.argumentValue) == two)
    }

    @Test(arguments: [[], [[]], [[], [], []], [[], 1], ["a", []], "text", nil, [[:], []]] as [Value])
    func `is none where several functions and their arguments do not fit`(value: Value) {
        #expect(Calls(names, argumentValue: value) == nil)
    }

    @Test func `is none of no function, or of more than a hundred`() {
        let ping = FunctionCall(names[1])
        #expect(Calls([]) == nil && Calls([], argumentValue: []) == nil)
        #expect(Calls(Array(repeating: ping, count: 100))?.all.count == 100)
        #expect(Calls(Array(repeating: ping, count: 101)) == nil)
        #expect(Calls([names[0]], argumentValue: ["a", []])?.all.count == 1)
    }

    @Test(
        arguments: [
            ("cmd.run", true), ("test.p*", true), ("cmd.run,test.ping", true), ("cmd*ping", true), ("*,*", true),
            ("test.ping,cmd.run", false), ("cmd", false), ("test.echo", false), (",*", false),
        ]
    )
    func `is fitted by a glob that fits one of them, or all as they are written`(glob: String, fits: Bool) throws {
        #expect(try calls("cmd.run", "test.ping").fit(Glob(glob)) == fits)
    }

    @Test func `can be left with nothing given`() throws {
        let two = try calls("cmd.run", "test.ping", arguments: CallArguments(["uptime"]))
        #expect(two.withoutArguments == (try calls("cmd.run", "test.ping")))
    }
}
