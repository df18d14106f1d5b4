import BrineCore
import Logging
import MessagePack
import Testing

@testable import BrineMaster

extension MasterBench {
    /// What runner functions of this bench work with.
    func runnerContext(user: String = "root", calls: RunnerCalls = RunnerCalls()) -> RunnerContext {
        RunnerContext(
            coordinator: coordinator,
            store: store,
            roster: roster,
            gatherJobTimeout: .seconds(3_600),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            user: user,
            calls: calls
        )
    }

    /// What takes calls of runners on this bench, in a master that calls itself `vm_master`.
    func runnerDesk(_ catalogue: RunnerCatalogue = .standard, records: RunnerRecords? = nil) -> RunnerDesk {
        RunnerDesk(
            catalogue: catalogue,
            context: runnerContext(),
            records: records ?? runnerRecords(),
            events: events,
            master: id("vm_master")
        )
    }

    /// What brings calls of runners to this bench's store.
    func runnerRecords() -> RunnerRecords {
        RunnerRecords(
            store: store,
            roster: roster,
            master: id("vm_master"),
            patience: .milliseconds(1),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// A runner function's answer, which must be one.
    func run(_ name: String, _ positional: Value..., keyword: ValueMap = [:]) async throws -> Value {
        let result = try await result(name, CallArguments(positional, keyword: keyword))
        #expect(result.success, "\(result.value)")
        return result.value
    }

    /// The text by which a runner function refuses.
    func refusal(_ name: String, _ positional: Value..., keyword: ValueMap = [:]) async throws -> String {
        let result = try await result(name, CallArguments(positional, keyword: keyword))
        #expect(!result.success)
        return try #require(result.value.stringValue)
    }

    private func result(_ name: String, _ arguments: CallArguments) async throws -> FunctionResult {
        await RunnerCatalogue.standard.run(try #require(FunctionName(name)), arguments, runnerContext(user: "eva"))
    }

    /// Keeps a job that is like `job(_:for:)`, with changes.
    func keep(_ number: Int64, _ change: (inout Job) -> Void = { _ in }) async throws {
        var job = job(number, for: [1])
        change(&job)
        try await store.add(job)
    }
}
