/// One function to run, and what it is given.
public struct FunctionCall: Sendable, Hashable {
    /// What to run.
    public var function: FunctionName
    /// What to give it.
    public var arguments: CallArguments

    /// A call of a function.
    public init(_ function: FunctionName, _ arguments: CallArguments = CallArguments()) {
        self.function = function
        self.arguments = arguments
    }
}
