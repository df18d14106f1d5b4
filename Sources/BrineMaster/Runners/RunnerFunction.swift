internal import BrineCore
internal import BrineStore
internal import Logging
internal import MessagePack

/// A function that runs in the master, for `salt-run`: all that is known of it, in one place.
struct RunnerFunction: Sendable {
    /// What it does with its arguments, to its answer.
    typealias Body = @Sendable (RunnerContext, BoundArguments) async throws -> Value

    let name: FunctionName
    /// What it does, in one sentence.
    let summary: String
    let parameters: [Parameter]
    /// Nil where it gives no single answer: the command shows what comes.
    let body: Body?

    /// A runner function, or nil where the text is no function's name.
    init?(
        _ name: String,
        _ summary: String,
        parameters: [Parameter] = [],
        body: Body?
    ) {
        guard let name = FunctionName(name) else { return nil }
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.body = body
    }

    /// All that a user needs to call it.
    var documentation: String {
        CallDocumentation.text(name: name, summary: summary, parameters: parameters)
    }
}

/// What runner functions work with.
struct RunnerContext: Sendable {
    let coordinator: JobCoordinator
    let store: any JobStore
    let roster: Roster
    /// How long minions have to answer a runner's question.
    let gatherJobTimeout: Duration
    let logger: Logger
    /// Who called.
    var user = "root"
    /// What else is being run.
    var calls = RunnerCalls()
}
