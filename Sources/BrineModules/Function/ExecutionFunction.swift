public import BrineCore

/// A function that a minion can run: all that is known of it, in one place.
///
/// `sys.doc`, `sys.argspec`, the checking of arguments and the choice of inline or worker all read this.
public struct ExecutionFunction: Sendable {
    /// The code of a function, and where it may run.
    public enum Body: Sendable {
        /// Answers from memory in microseconds, on the minion's own thread.
        case inline(@Sendable (CallContext, BoundArguments) throws -> FunctionResult)
        /// May wait or start something, so it runs in a worker process.
        case process(@Sendable (CallContext, BoundArguments) async throws -> FunctionResult)
    }

    /// The name it is called by.
    public let name: FunctionName
    /// What it does, in one sentence.
    public let summary: String
    /// What more there is to say; may be empty.
    public let details: String
    /// What it takes, in order.
    public let parameters: [Parameter]
    /// Its code.
    public let body: Body

    /// A function with all its parts, or nil where the text is no function's name.
    public init?(
        _ name: String,
        _ summary: String,
        details: String = "",
        parameters: [Parameter] = [],
        body: Body
    ) {
        guard let name = FunctionName(name) else { return nil }
        self.name = name
        self.summary = summary
        self.details = details
        self.parameters = parameters
        self.body = body
    }

    /// Whether it answers on the minion's own thread.
    public var isInline: Bool {
        if case .inline = body { true } else { false }
    }

    /// How it is called: `cmd.run cmd cwd=None`.
    public var usage: String {
        CallDocumentation.usage(name: name, parameters: parameters)
    }

    /// All that a user needs to call it: what it does, the usage line, its parameters.
    public var documentation: String {
        CallDocumentation.text(name: name, summary: summary, details: details, parameters: parameters)
    }
}
