internal import BrineCore
internal import Logging
internal import MessagePack

/// All runner functions, by name.
struct RunnerCatalogue: Sendable {
    let functions: [FunctionName: RunnerFunction]

    /// These functions.
    init(_ functions: [RunnerFunction]) {
        self.functions = Dictionary(functions.map { ($0.name, $0) }) { first, _ in first }
    }

    /// What every master has.
    static let standard = RunnerCatalogue(
        JobsRunner.functions + ManageRunner.functions + StateRunner.functions + TestRunner.functions
            + DocRunner.functions
    )

    /// The documentation of those functions that a text names (one, those of a module, those that fit a glob), in the order
    /// of their names; of all for an empty text.
    func documentation(of text: String) -> ValueMap {
        let glob = Glob(text)
        let told = functions.values
            .filter { text.isEmpty || $0.name.module == text || glob.matches($0.name.description) }
            .sorted { $0.name.description < $1.name.description }
        return ValueMap(told.map { (.string($0.name.description), .string($0.documentation)) })
    }

    /// Runs a function; every way that can end is an answer.
    func run(_ name: FunctionName, _ arguments: CallArguments, _ context: RunnerContext) async -> FunctionResult {
        guard let function = functions[name] else {
            return FunctionResult(.string("'\(name)' is not available."), retcode: 1)
        }
        return await context.calls.during(name, arguments, user: context.user) {
            await run(function, arguments, context)
        }
    }

    private func run(
        _ function: RunnerFunction,
        _ arguments: CallArguments,
        _ context: RunnerContext
    ) async -> FunctionResult {
        do {
            let bound = try BoundArguments(arguments, to: function.parameters)
            return FunctionResult(try await function.body(context, bound))
        } catch let error as ArgumentError {
            let text = "Passed invalid arguments to \(function.name): \(error)\n\n\(function.documentation)"
            return FunctionResult(.string(text), retcode: 1)
        } catch let refusal as RunnerRefusal {
            return FunctionResult(.string(refusal.description), retcode: 1)
        } catch {
            context.logger.error("runner \(function.name): \(error)")
            return FunctionResult(.string("Exception occurred in runner \(function.name): \(error)"), retcode: 1)
        }
    }
}
