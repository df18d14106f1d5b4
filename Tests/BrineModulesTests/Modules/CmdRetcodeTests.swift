import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The exit code of cmd` {
    @Test(arguments: [[3, 7], "3, 7", 7, "7", ["7"]] as [Value])
    func `counts as 0 where it is in success_retcodes`(codes: Value) async throws {
        let result = try await call("cmd.run_all", "exit 7", keyword: ["success_retcodes": codes])
        #expect(result.success)
        #expect(result.value["retcode"] == 0)
        #expect(
            try await call("cmd.retcode", "exit 8", keyword: ["success_retcodes": codes])
                == FunctionResult(8, retcode: 8)
        )
    }

    @Test func `counts as 0 where an output holds a text`() async throws {
        let line: Value = "echo all good; echo no harm >&2; exit 7"
        for texts in ["bad,good", ["bad", "good"]] as [Value] {
            #expect(try await call("cmd.retcode", line, keyword: ["success_stdout": texts]).value == 0)
            #expect(try await call("cmd.retcode", line, keyword: ["success_stderr": texts]).value == 7)
        }
        #expect(try await call("cmd.retcode", line, keyword: ["success_stderr": "harm"]).value == 0)
        #expect(try await call("cmd.retcode", line, keyword: ["success_stdout": "harm"]).value == 7)
    }

    @Test(arguments: ["x", [1.5], [true], true, ["a": 1], ""] as [Value])
    func `is not compared with what is no list of integers`(codes: Value) async throws {
        let text = try await call("cmd.run", "true", keyword: ["success_retcodes": codes]).text
        #expect(text.contains("success_retcodes must be a"))
    }

    @Test func `is an error with raise_err`() async throws {
        let raise: ValueMap = ["raise_err": true]
        #expect(try await call("cmd.run", "echo a; exit 3", keyword: raise) == FunctionResult("ERROR: a", retcode: 1))
        #expect(try await call("cmd.run", "echo a", keyword: raise) == FunctionResult("a"))
        let ignored: ValueMap = ["raise_err": true, "ignore_retcode": true]
        #expect(try await call("cmd.run", "echo a; exit 3", keyword: ignored) == FunctionResult("a"))
    }

    @Test func `of a command whose time is over is 1, whatever else is said`() async throws {
        let kind: ValueMap = [
            "timeout": 0.1, "success_retcodes": [1, -15], "success_stdout": "a", "ignore_retcode": true,
        ]
        let result = try await call("cmd.run", "echo a; exec sleep 3600", keyword: kind)
        #expect(result.text.hasSuffix("Timed out after 0.1 seconds"))
        #expect(result.retcode == 1 && !result.success)
    }
}
