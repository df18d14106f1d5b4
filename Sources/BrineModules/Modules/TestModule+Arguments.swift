internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// Functions that show how a call's arguments arrive.
extension TestModule {
    static let argumentFunctions: [ExecutionFunction] = [arg, args, kwarg, argRepr, argType].compactMap(\.self)

    private static let parameters: [Parameter] = [
        .rest("args", "any arguments by place"), .restKeyword("kwargs", "any arguments by name"),
    ]

    private static let arg = ExecutionFunction(
        "test.arg",
        "Answers all its arguments, those by place as args and those by name as kwargs.",
        parameters: parameters,
        body: .inline { _, arguments in
            FunctionResult(["args": .array(arguments.rest), "kwargs": .map(arguments.restKeyword)])
        }
    )

    private static let args = ExecutionFunction(
        "test.args",
        "Answers its arguments by place.",
        parameters: [.rest("args", "any arguments by place")],
        body: .inline { _, arguments in FunctionResult(.array(arguments.rest)) }
    )

    private static let kwarg = ExecutionFunction(
        "test.kwarg",
        "Answers its arguments by name.",
        parameters: [.restKeyword("kwargs", "any arguments by name")],
        body: .inline { _, arguments in FunctionResult(.map(arguments.restKeyword)) }
    )

    private static let argRepr = ExecutionFunction(
        "test.arg_repr",
        "Answers all its arguments as texts that Python reads as the same values.",
        details: "Those by place are a tuple under args, those by name a dictionary under kwargs.",
        parameters: parameters,
        body: .inline { _, arguments in
            FunctionResult([
                "args": .string(arguments.rest.tupleLiteral),
                "kwargs": .string(PythonLiteral.text(of: .map(arguments.restKeyword))),
            ])
        }
    )

    private static let argType = ExecutionFunction(
        "test.arg_type",
        "Answers the types of all its arguments, named as Python names them.",
        parameters: parameters,
        body: .inline { _, arguments in
            let named = arguments.restKeyword.entries.map { ($0.key, Value.string($0.value.pythonType)) }
            return FunctionResult([
                "args": .array(arguments.rest.map { .string($0.pythonType) }),
                "kwargs": .map(ValueMap(named)),
            ])
        }
    )
}

extension [Value] {
    /// The values as a tuple that Python reads: `()`, `(1,)`, `(1, 'two')`.
    var tupleLiteral: String {
        let list = PythonLiteral.text(of: .array(self))
        return "(\(list.dropFirst().dropLast())\(count == 1 ? "," : ""))"
    }
}

extension Value {
    /// What Python prints of the type that the value has there, as in `<class 'int'>`.
    fileprivate var pythonType: String {
        let name =
            switch self {
            case .null: "NoneType"
            case .bool: "bool"
            case .int, .uint: "int"
            case .double: "float"
            case .string: "str"
            case .binary: "bytes"
            case .array: "list"
            case .map: "dict"
            case .extended: "msgpack.ext.ExtType"
            }
        return "<class '\(name)'>"
    }
}
