public import BrineCore

/// A call that was looked up and whose arguments are bound: all that is left is to run it.
public struct PreparedCall: Sendable {
    /// What is called.
    public let function: ExecutionFunction
    /// With what.
    public let arguments: BoundArguments

    private let catalogue: FunctionCatalogue

    init(_ function: ExecutionFunction, _ arguments: BoundArguments, from catalogue: FunctionCatalogue) {
        self.function = function
        self.arguments = arguments
        self.catalogue = catalogue
    }

    /// What runs an inline function here and now; nil where the function needs a worker.
    var inlineAnswer: ((CallContext) -> FunctionResult)? {
        guard case .inline(let body) = function.body else { return nil }
        return { context in
            do {
                return try body(completed(context), arguments)
            } catch {
                return result(of: error)
            }
        }
    }

    /// Runs the function, inline or not, for as long as it takes.
    public func run(in context: CallContext) async -> FunctionResult {
        do {
            return switch function.body {
            case .inline(let body): try body(completed(context), arguments)
            case .process(let body): try await body(completed(context), arguments)
            }
        } catch {
            return result(of: error)
        }
    }

    private func completed(_ context: CallContext) -> CallContext {
        var context = context
        context.catalogue = catalogue
        return context
    }

    private func result(of error: any Error) -> FunctionResult {
        if let wrong = error as? ArgumentError {
            return RefusedCall.invalidArguments(function, wrong).result
        }
        return FunctionResult(exception: error)
    }
}
