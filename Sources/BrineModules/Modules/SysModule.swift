internal import BrineCore
internal import MessagePack

/// The module `sys`: what the minion can run.
enum SysModule {
    static let functions: [ExecutionFunction] = [doc, argspec, listFunctions, listModules].compactMap(\.self)

    private static let names = Parameter.rest("names", "modules, functions or globs, as in cmd, cmd.run or *.list_*")

    private static let doc = ExecutionFunction(
        "sys.doc",
        "Answers the documentation of functions, by name.",
        parameters: [names],
        body: .inline { context, arguments in
            FunctionResult(try named(arguments, context) { .string($0.documentation) })
        }
    )

    private static let argspec = ExecutionFunction(
        "sys.argspec",
        "Answers the parameters of functions, by name.",
        details: "The defaults are those of the last of the args; varargs and kwargs are True where a function takes "
            + "any further arguments by place or by name.",
        parameters: [names],
        body: .inline { context, arguments in FunctionResult(try named(arguments, context, specification)) }
    )

    private static let listFunctions = ExecutionFunction(
        "sys.list_functions",
        "Answers the names of functions, in order.",
        parameters: [names],
        body: .inline { context, arguments in
            let functions = context.catalogue.functions(named: try arguments.words)
            return FunctionResult(.array(functions.map { .string($0.name.description) }))
        }
    )

    private static let listModules = ExecutionFunction(
        "sys.list_modules",
        "Answers the names of modules, in order.",
        parameters: [.rest("modules", "modules or globs; all where none is given")],
        body: .inline { context, arguments in
            let globs = try arguments.words.map { Glob($0) }
            let modules = context.catalogue.modules.filter { module in
                globs.isEmpty || globs.contains { $0.matches(module) }
            }
            return FunctionResult(.array(modules.map { .string($0) }))
        }
    )

    private static func named(
        _ arguments: BoundArguments,
        _ context: CallContext,
        _ description: (ExecutionFunction) -> Value
    ) throws(ArgumentError) -> Value {
        let functions = context.catalogue.functions(named: try arguments.words)
        return .map(ValueMap(functions.map { (.string($0.name.description), description($0)) }))
    }

    private static func specification(_ function: ExecutionFunction) -> Value {
        let singles = function.parameters.filter { $0.kind == .single }
        let defaults = singles.compactMap(\.defaultValue)
        func taken(_ kind: Parameter.Kind) -> Value {
            function.parameters.contains { $0.kind == kind } ? true : nil
        }
        return [
            "args": .array(singles.map { .string($0.name) }),
            "defaults": defaults.isEmpty ? nil : .array(defaults),
            "kwargs": taken(.variadicKeyword),
            "varargs": taken(.variadicPositional),
        ]
    }
}

extension BoundArguments {
    /// The further arguments by place, which must be texts.
    fileprivate var words: [String] {
        get throws(ArgumentError) {
            var words: [String] = []
            for value in rest {
                guard let word = value.stringValue else {
                    throw .wrongValue(parameter: "names", expected: "texts", found: value.foundText)
                }
                words.append(word)
            }
            return words
        }
    }
}
