internal import BrineCore

/// The runner `state`: shows events.
enum StateRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [event].compactMap(\.self)

    private static let event = RunnerFunction(
        StateEvent.name.description,
        StateEvent.summary,
        parameters: StateEvent.parameters,
        body: nil
    )
}
