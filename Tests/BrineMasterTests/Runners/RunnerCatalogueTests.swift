import BrineCore
import Logging
import MessagePack
import Testing

@testable import BrineMaster

private struct Broken: Error, CustomStringConvertible {
    var description: String { "it broke" }
}

@Suite struct `Running runner functions` {
    private let catalogue = RunnerCatalogue(
        [
            RunnerFunction("test.echo", "Says what it is told.", parameters: [.required("text", .text, "What.")]) {
                .string(try $1.string("text"))
            },
            RunnerFunction("test.break", "Breaks.") { _, _ in throw Broken() },
        ]
        .compactMap(\.self)
    )

    private func run(_ name: String, _ arguments: CallArguments) async throws -> FunctionResult {
        let bench = try await MasterBench()
        let context = RunnerContext(
            coordinator: bench.coordinator,
            store: bench.store,
            roster: bench.roster,
            gatherJobTimeout: .zero,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return await catalogue.run(try #require(FunctionName(name)), arguments, context)
    }

    @Test func `answers with the function's value`() async throws {
        #expect(try await run("test.echo", CallArguments(["salt"])) == FunctionResult("salt"))
        #expect(try await run("test.echo", CallArguments(keyword: ["text": "salt"])) == FunctionResult("salt"))
    }

    @Test func `says that a function is not there`() async throws {
        let result = try await run("test.nothing", CallArguments())
        #expect(result == FunctionResult("'test.nothing' is not available.", retcode: 1))
        #expect(!result.success)
    }

    @Test(arguments: [
        (CallArguments(), "missing argument: text"),
        (CallArguments([7]), "text must be a text, found an integer: 7"),
        (CallArguments(["a", "b"]), "at most 1 argument by place expected, found 2"),
        (CallArguments(["a"], keyword: ["wrong": 1]), "unknown argument: wrong"),
    ])
    func `says what is wrong with the arguments, and how they should be`(
        arguments: CallArguments,
        reason: String
    )
        async throws
    {
        let result = try await run("test.echo", arguments)
        let text = try #require(result.value.stringValue)
        #expect(text.hasPrefix("Passed invalid arguments to test.echo: \(reason)\n\nSays what it is told."))
        #expect(text.contains("Usage: test.echo text"))
        #expect(result.retcode == 1)
        #expect(!result.success)
    }

    @Test func `tells of an exception`() async throws {
        let result = try await run("test.break", CallArguments())
        #expect(result == FunctionResult("Exception occurred in runner test.break: it broke", retcode: 1))
    }

    @Test func `a name that is none makes no function`() {
        #expect(RunnerFunction("nodot", "Nothing.") { _, _ in nil } == nil)
    }

    @Test func `every master has the jobs runner`() {
        let names = Set(JobsRunner.functions.map(\.name.description))
        #expect(names.isSuperset(of: ["jobs.active", "jobs.lookup_jid", "jobs.list_jobs"]))
        #expect(names.count == JobsRunner.functions.count)
    }
}
