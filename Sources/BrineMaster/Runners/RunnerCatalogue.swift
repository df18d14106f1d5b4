internal import BrineCore
internal import Logging
internal import MessagePack

/// All runner functions, by name.
struct RunnerCatalogue: Sendable {
    private let functions: [FunctionName: RunnerFunction]

    /// These functions.
    init(_ functions: [RunnerFunction]) {
        self.functions = Dictionary(functions.map { ($0.name, $0) }) { first, _ in first }
    }

    /// What every master has.
    static let standard = RunnerCatalogue(JobsRunner.functions + StateRunner.functions)

    /// Runs a function; every way that can end is an answer.
    func run(_ name: FunctionName, _ arguments: CallArguments, _ context: RunnerContext) async -> FunctionResult {
        guard let function = functions[name] else {
            return FunctionResult(.string("'\(name)' is not available."), retcode: 1)
        }
        let bound: BoundArguments
        do {
            bound = try BoundArguments(arguments, to: function.parameters)
        } catch {
            let text = "Passed invalid arguments to \(name): \(error)\n\n\(function.documentation)"
            return FunctionResult(.string(text), retcode: 1)
        }
        do {
            return FunctionResult(try await function.body(context, bound))
        } catch {
            context.logger.error("runner \(name): \(error)")
            return FunctionResult(.string("Exception occurred in runner \(name): \(error)"), retcode: 1)
        }
    }
}
