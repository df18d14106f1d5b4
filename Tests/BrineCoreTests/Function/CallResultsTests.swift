import BrineCore
import MessagePack
import Testing

@Suite struct `What a job's functions come to` {
    private func results(of calls: Calls, _ each: FunctionResult...) -> CallResults {
        var results = CallResults(calls)
        for result in each { results.append(result) }
        return results
    }

    @Test func `of one function is its result`() throws {
        let one = try calls("cmd.run")
        #expect(!results(of: one).isComplete)
        let ended = results(of: one, FunctionResult("out", retcode: 3))
        #expect(ended.isComplete)
        #expect(ended.result == FunctionResult("out", retcode: 3))
    }

    @Test func `of several is a map by function, in their order`() throws {
        let two = try calls("test.ping", "cmd.run")
        #expect(!results(of: two, FunctionResult(true)).isComplete)
        let ended = results(of: two, FunctionResult(true), FunctionResult("hi"))
        #expect(ended.isComplete)
        #expect(ended.result == FunctionResult(["test.ping": true, "cmd.run": "hi"]))
    }

    @Test func `of one function that ran twice has the later answer`() throws {
        let twice = results(of: try calls("cmd.run", "cmd.run"), FunctionResult("a"), FunctionResult("b"))
        #expect(twice.result.value == ["cmd.run": "b"])
    }

    @Test(
        arguments: [
            ([0, 0], 0), ([0, 3], 3), ([254, 3], 254), ([-15, 0], -15), ([-15, 2], 2), ([-15, -1], -1),
        ] as [([Int64], Int64)]
    )
    func `has the highest result code, and 0 only where all are 0`(codes: [Int64], retcode: Int64) throws {
        let ended = results(
            of: try calls("a.b", "c.d"),
            FunctionResult(true, retcode: codes[0]),
            FunctionResult(true, retcode: codes[1])
        )
        #expect(ended.result.retcode == retcode)
        #expect(ended.result.success == (retcode == 0))
    }

    @Test func `succeeds where each function does`() throws {
        let two = try calls("a.b", "c.d")
        let failed = results(of: two, FunctionResult(1, retcode: 0, success: false), FunctionResult(2))
        #expect(!failed.result.success && failed.result.retcode == 0)
    }

    @Test func `is no longer changed when it is complete`() throws {
        let one = results(of: try calls("a.b"), FunctionResult(1), FunctionResult(2, retcode: 5))
        #expect(one.result == FunctionResult(1))
    }

    @Test func `tells of a job that was ended what had been done, what was ended and what did not begin`() throws {
        let four = try calls("test.ping", "cmd.run", "test.echo", "a.b")
        #expect(
            results(of: four, FunctionResult(true), FunctionResult("half")).value(endedBy: "Ended")
                == [
                    "test.ping": true, "cmd.run": "half\nEnded", "test.echo": "Ended, before it began",
                    "a.b": "Ended, before it began",
                ]
        )
        #expect(
            results(of: four, FunctionResult(.null)).value(endedBy: "Ended")["test.ping"] == "Ended"
        )
        #expect(results(of: four).value(endedBy: "Ended")["test.ping"] == "Ended")
    }

    @Test func `keeps what a function has answered where the same one did not begin again`() throws {
        let three = try calls("cmd.run", "test.sleep", "cmd.run")
        #expect(
            results(of: three, FunctionResult("out"), FunctionResult(.null)).value(endedBy: "Ended")
                == ["cmd.run": "out", "test.sleep": "Ended"]
        )
    }
}
