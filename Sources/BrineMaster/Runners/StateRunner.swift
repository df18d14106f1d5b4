internal import BrineCore

/// The runner `state`: shows events.
enum StateRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [event].compactMap(\.self)

    private static let event = RunnerFunction(
        StateEvent.name.description,
        StateEvent.summary,
        parameters: StateEvent.parameters,
        body: { _, _ in throw NoSingleAnswer() }
    )

    /// One answer was asked for where there are as many as events.
    private struct NoSingleAnswer: Error, CustomStringConvertible {
        var description: String { "its answer has no end: the command asks for events instead" }
    }
}
