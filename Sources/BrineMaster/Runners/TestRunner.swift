internal import BrineCore
internal import MessagePack

/// The runner `test`: whether calls reach the master as they were meant.
enum TestRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [arg].compactMap(\.self)

    private static let arg = RunnerFunction(
        "test.arg",
        "Answers the arguments as they came.",
        parameters: [.rest("args", "Anything."), .restKeyword("kwargs", "Anything by name.")],
        body: { _, arguments in ["args": .array(arguments.rest), "kwargs": .map(arguments.restKeyword)] }
    )
}
