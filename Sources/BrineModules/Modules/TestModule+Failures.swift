internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// Functions that fail on purpose, and one that keeps another from failing.
extension TestModule {
    static let failingFunctions: [ExecutionFunction] =
        [retcode, exception, raiseException, trying("test.try"), trying("test.try_")].compactMap(\.self)

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

    private static let raiseException = ExecutionFunction(
        "test.raise_exception",
        "Fails with an exception of a name.",
        details:
            "The exception's text is the name, and behind a colon its arguments: one as it is, several as a tuple.",
        parameters: [
            .required("name", .text, "the exception's name, as in ValueError or salt.exceptions.SaltException"),
            .rest("args", "what the exception is given"),
            .restKeyword("kwargs", "message=TEXT in place of args; nothing else"),
        ],
        body: .inline { _, arguments in throw try namedException(arguments) }
    )

    /// `test.try` under one of its two names: Salt's documentation has one, its source the other.
    private static func trying(_ name: String) -> ExecutionFunction? {
        ExecutionFunction(
            name,
            "Runs a function with arguments by name, and answers None where that fails with an exception.",
            details: "A function that is not there and arguments that it does not take are such failures too.",
            parameters: [
                .required("module", .text, "the function, as in grains.get"),
                .optional(
                    "return_try_exception",
                    .boolean,
                    default: false,
                    "whether to answer the exception's text in place of None"
                ),
                .restKeyword("kwargs", "the function's arguments"),
            ],
            body: .process { context, arguments in try await attempt(context, arguments) }
        )
    }

    private static func attempt(_ context: CallContext, _ arguments: BoundArguments) async throws -> FunctionResult {
        let given = try arguments.string("module")
        guard let name = FunctionName(given) else {
            throw ArgumentError.wrongValue(
                parameter: "module",
                expected: "a function's name, as in grains.get",
                found: Value.string(given).foundText
            )
        }
        do {
            let given = CallArguments(keyword: arguments.restKeyword)
            let call = try await context.catalogue.prepare(name, given, in: context.places)
            return switch call.function.body {
            case .inline(let body): try body(context, call.arguments)
            case .process(let body): try await body(context, call.arguments)
            }
        } catch {
            guard try arguments.bool("return_try_exception") else { return FunctionResult(nil) }
            return FunctionResult((error as? RefusedCall)?.result.value ?? .string("\(error)"))
        }
    }

    private static func namedException(_ arguments: BoundArguments) throws(ArgumentError) -> RequestedException {
        let name = try arguments.string("name")
        guard isExceptionName(name) else {
            throw .wrongValue(
                parameter: "name",
                expected: "at most 128 letters, digits, underscores and dots",
                found: Value.string(name).foundText
            )
        }
        var values = arguments.rest
        for entry in arguments.restKeyword.entries {
            guard entry.key == "message" else { throw .unknownKeyword(entry.key.argumentText) }
            guard values.isEmpty else { throw .givenTwice("message") }
            values = [entry.value]
        }
        let text = values.count == 1 ? values[0].plainText : values.tupleLiteral
        return RequestedException(description: values.isEmpty ? name : "\(name): \(text)")
    }

    private static func isExceptionName(_ text: String) -> Bool {
        let wordCharacters: Set<Character> = ["_", "."]
        return !text.isEmpty && text.utf8.count <= 128
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || wordCharacters.contains($0) }
    }
}

/// The exception that a call asked for.
private struct RequestedException: Error, CustomStringConvertible {
    let description: String
}
