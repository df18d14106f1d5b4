import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test` {
    @Test func `ping, true and false answer`() async throws {
        #expect(try await call("test.ping") == FunctionResult(true))
        #expect(try await call("test.true") == FunctionResult(true))
        #expect(try await call("test.false") == FunctionResult(false))
        #expect(try await call("test.version") == FunctionResult(.string(brineVersion)))
    }

    @Test func `ping takes no argument`() async throws {
        let result = try await call("test.ping", "badarg")
        #expect(
            result.text.hasPrefix(
                "Passed invalid arguments to test.ping: at most 0 arguments by place expected, found 1\n"
            )
        )
        #expect(result.retcode == 1)
    }

    @Test(arguments: ["text", 1, 1.5, nil, [1, ["a": 2]], .uint(.max), .binary([0xFF])] as [Value])
    func `echo answers any value`(value: Value) async throws {
        #expect(try await call("test.echo", value) == FunctionResult(value))
    }

    @Test func `arg answers its arguments, those by name without the marks of publishing`() async throws {
        let result = try await call("test.arg", 1, "x y", keyword: ["a": 2])
        #expect(result == FunctionResult(["args": [1, "x y"], "kwargs": ["a": 2]]))
        #expect(try await call("test.arg") == FunctionResult(["args": [], "kwargs": [:]]))
        #expect(try await call("test.kwarg", keyword: ["a": 1, "b": ["c": "d"]]).value == ["a": 1, "b": ["c": "d"]])
    }

    @Test func `retcode answers True and fails by its code`() async throws {
        #expect(try await call("test.retcode") == FunctionResult(true, retcode: 42, success: false))
        #expect(try await call("test.retcode", 0) == FunctionResult(true, retcode: 0, success: true))
        #expect(try await call("test.retcode", .int(.min)).retcode == .min)
        #expect(try await call("test.retcode", .uint(.max)).text.contains("code must be an integer"))
    }

    @Test func `exception has a text of its own`() async throws {
        #expect(try await call("test.exception").text == "The minion function caused an exception: Test Exception")
    }

    @Test func `sleep answers True`() async throws {
        #expect(try await call("test.sleep", 0) == FunctionResult(true))
        #expect(try await call("test.sleep", keyword: ["length": 0.001]) == FunctionResult(true))
    }

    @Test(arguments: [-1, -0.5, 1e300, .double(.nan), .double(.infinity), .int(.max), .uint(.max)] as [Value])
    func `sleep refuses a time that cannot be waited for`(length: Value) async throws {
        let result = try await call("test.sleep", length)
        #expect(result.text.contains("length must be a number of seconds from 0 to 315360000, found"))
        #expect(result.retcode == 1)
    }

    @Test(arguments: ["ten", true, nil, [1]] as [Value])
    func `sleep refuses what is no number`(length: Value) async throws {
        #expect(try await call("test.sleep", length).text.contains("length must be a number, found"))
    }
}
