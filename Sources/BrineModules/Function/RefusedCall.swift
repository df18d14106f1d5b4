public import BrineCore
internal import MessagePack

/// A call that does not come to run: there is no such function, or its arguments are wrong.
public enum RefusedCall: Error, Sendable {
    /// The catalogue has no function of that name.
    case unavailable(FunctionName)
    /// There is an executable for the function's module, and it cannot be used.
    case unusable(FunctionName, ModuleProblem)
    /// The function cannot be called like this.
    case invalidArguments(ExecutionFunction, ArgumentError)

    /// The result that the call's return is made of.
    public var result: FunctionResult {
        switch self {
        case .unavailable(let name):
            FunctionResult(.string("'\(name)' is not available."), retcode: 254)
        case .unusable(let name, let problem):
            FunctionResult(.string("'\(name)' is not available: \(problem)"), retcode: 254)
        case .invalidArguments(let function, let error):
            FunctionResult(
                .string("Passed invalid arguments to \(function.name): \(error)\n\n\(function.documentation)"),
                retcode: 1
            )
        }
    }
}
