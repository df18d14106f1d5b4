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

    /// Why a call cannot be begun: there is no such function, it gives no single answer, or the arguments do not fit; nil
    /// where it can.
    func refusal(of name: FunctionName, _ arguments: CallArguments) -> FunctionResult? {
        switch prepared(name, arguments) {
        case .ready: nil
        case .refused(let result): result
        }
    }

    /// Runs a function; every way that can end is an answer.
    func run(_ name: FunctionName, _ arguments: CallArguments, _ context: RunnerContext) async -> FunctionResult {
        switch prepared(name, arguments) {
        case .refused(let result): return result
        case .ready(let function, let bound, let body):
            do {
                return FunctionResult(try await body(context, bound))
            } catch let error as ArgumentError {
                return Self.refusal(of: function, error)
            } catch let refusal as RunnerRefusal {
                return FunctionResult(.string(refusal.description), retcode: 1)
            } catch {
                context.logger.error("runner \(function.name): \(error)")
                return FunctionResult(.string("Exception occurred in runner \(function.name): \(error)"), retcode: 1)
            }
        }
    }

    private enum Prepared {
        case ready(RunnerFunction, BoundArguments, RunnerFunction.Body)
        case refused(FunctionResult)
    }

    private func prepared(_ name: FunctionName, _ arguments: CallArguments) -> Prepared {
        guard let function = functions[name] else {
            return .refused(FunctionResult(.string("'\(name)' is not available."), retcode: 1))
        }
        guard let body = function.body else {
            let text = "\(name) gives no single answer: salt-run shows what comes as it comes."
            return .refused(FunctionResult(.string(text), retcode: 1))
        }
        do {
            return .ready(function, try BoundArguments(arguments, to: function.parameters), body)
        } catch {
            return .refused(Self.refusal(of: function, error))
        }
    }

    private static func refusal(of function: RunnerFunction, _ error: ArgumentError) -> FunctionResult {
        let text = "Passed invalid arguments to \(function.name): \(error)\n\n\(function.documentation)"
        return FunctionResult(.string(text), retcode: 1)
    }
}
