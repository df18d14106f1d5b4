import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test` {
    @Test func `ping, true and false answer`() async throws {
        #expect(try await call("test.ping") == FunctionResult(true))
        #expect(try await call("test.true") == FunctionResult(true))
        #expect(try await call("test.false") == FunctionResult(false))
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
    func `echo and outputter answer any value`(value: Value) async throws {
        #expect(try await call("test.echo", value) == FunctionResult(value))
        #expect(try await call("test.outputter", keyword: ["data": value]) == FunctionResult(value))
    }

    @Test func `sleep answers True`() async throws {
        #expect(try await call("test.sleep", 0) == FunctionResult(true))
        #expect(try await call("test.sleep", keyword: ["length": 0.001]) == FunctionResult(true))
    }

    @Test func `rand_sleep answers True, and takes whole seconds`() async throws {
        #expect(try await call("test.rand_sleep", 0) == FunctionResult(true))
        #expect(try await call("test.rand_sleep", keyword: ["max": 0]) == FunctionResult(true))
        #expect(try await call("test.rand_sleep", 0.5).text.contains("max must be an integer, found a number: 0.5"))
    }

    @Test(arguments: [-1, -0.5, 1e300, .double(.nan), .double(.infinity), .int(.max), .uint(.max)] as [Value])
    func `sleep refuses a time that cannot be waited for`(length: Value) async throws {
        let result = try await call("test.sleep", length)
        #expect(result.text.contains("length must be a number of seconds from 0 to 315360000, found"))
        #expect(result.retcode == 1)
    }

    @Test(arguments: [-1, 315_360_001, .int(.max)] as [Value])
    func `rand_sleep refuses a time that cannot be waited for`(longest: Value) async throws {
        let result = try await call("test.rand_sleep", longest)
        #expect(result.text.contains("max must be a number of seconds from 0 to 315360000, found"))
        #expect(result.retcode == 1)
    }

    @Test(arguments: ["ten", true, nil, [1]] as [Value])
    func `sleep refuses what is no number`(length: Value) async throws {
        #expect(try await call("test.sleep", length).text.contains("length must be a number, found"))
    }
}
