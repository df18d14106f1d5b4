internal import BrineCore
internal import MessagePack

/// The module `test`: functions that do nothing but answer, to try a minion out.
enum TestModule {
    static let functions: [ExecutionFunction] =
        plainFunctions + argumentFunctions + failingFunctions + computingFunctions + minionFunctions

    private static let plainFunctions: [ExecutionFunction] =
        [ping, echo, outputter, isTrue, isFalse, sleep, randomSleep].compactMap(\.self)

    private static let ping = ExecutionFunction(
        "test.ping",
        "Answers True: the minion is there and runs jobs.",
        body: .inline { _, _ in FunctionResult(true) }
    )

    private static let echo = ExecutionFunction(
        "test.echo",
        "Answers what it is given.",
        parameters: [.required("text", .any, "what to answer")],
        body: .inline { _, arguments in FunctionResult(try arguments.value("text")) }
    )

    private static let outputter = ExecutionFunction(
        "test.outputter",
        "Answers what it is given, to see how an output format shows it.",
        parameters: [.required("data", .any, "what to answer, as in {a: [1, two]}")],
        body: .inline { _, arguments in FunctionResult(try arguments.value("data")) }
    )

    private static let isTrue = ExecutionFunction(
        "test.true",
        "Answers True.",
        body: .inline { _, _ in FunctionResult(true) }
    )

    private static let isFalse = ExecutionFunction(
        "test.false",
        "Answers False, and succeeds.",
        body: .inline { _, _ in FunctionResult(false) }
    )

    private static let sleep = ExecutionFunction(
        "test.sleep",
        "Answers True after some time.",
        parameters: [.required("length", .number, "how many seconds to wait")],
        body: .process { _, arguments in
            try await Task.sleep(for: try arguments.seconds("length"))
            return FunctionResult(true)
        }
    )

    private static let randomSleep = ExecutionFunction(
        "test.rand_sleep",
        "Answers True after a random whole number of seconds.",
        details: "Many minions that are asked at once answer one by one.",
        parameters: [.optional("max", .integer, default: 60, "how many seconds to wait at most")],
        body: .process { _, arguments in
            let longest = try arguments.seconds("max").components.seconds
            try await Task.sleep(for: .seconds(Int64.random(in: 0...longest)))
            return FunctionResult(true)
        }
    )
}
