internal import BrineCore
internal import MessagePack

/// The module `test`: functions that do nothing but answer, to try a minion out.
enum TestModule {
    static let functions: [ExecutionFunction] =
        [ping, echo, arg, kwarg, isTrue, isFalse, version, retcode, exception, sleep].compactMap(\.self)

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

    private static let arg = ExecutionFunction(
        "test.arg",
        "Answers all its arguments, those by place as args and those by name as kwargs.",
        parameters: [.rest("args", "any arguments by place"), .restKeyword("kwargs", "any arguments by name")],
        body: .inline { _, arguments in
            FunctionResult(["args": .array(arguments.rest), "kwargs": .map(arguments.restKeyword)])
        }
    )

    private static let kwarg = ExecutionFunction(
        "test.kwarg",
        "Answers its arguments by name.",
        parameters: [.restKeyword("kwargs", "any arguments by name")],
        body: .inline { _, arguments in FunctionResult(.map(arguments.restKeyword)) }
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

    private static let version = ExecutionFunction(
        "test.version",
        "Answers the version of Brine that the minion runs.",
        body: .inline { _, _ in FunctionResult(.string(brineVersion)) }
    )

    private static let retcode = ExecutionFunction(
        "test.retcode",
        "Answers True with a result code.",
        parameters: [.optional("code", .integer, default: 42, "the result code; 0 is success")],
        body: .inline { _, arguments in FunctionResult(true, retcode: try arguments.int("code")) }
    )

    private static let exception = ExecutionFunction(
        "test.exception",
        "Fails with an exception.",
        parameters: [.optional("message", .text, default: "Test Exception", "the exception's text")],
        body: .inline { _, arguments in throw RequestedException(description: try arguments.string("message")) }
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
}

/// The exception that `test.exception` is asked for.
private struct RequestedException: Error, CustomStringConvertible {
    let description: String
}
