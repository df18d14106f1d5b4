internal import BrineCore
internal import MessagePack

/// The module `sys`: what the minion can run.
enum SysModule {
    static let functions: [ExecutionFunction] = [doc, argspec, listFunctions, listModules].compactMap(\.self)

    private static let names = Parameter.rest("names", "modules, functions or globs, as in cmd, cmd.run or *.list_*")

    private static let doc = ExecutionFunction(
        "sys.doc",
        "Answers the documentation of functions, by name.",
        details: "A module that is an executable and cannot tell its functions has the reason under its own name.",
        parameters: [names],
        body: .process { context, arguments in
            let offered = await OfferedFunctions(try arguments.words, in: context)
            var texts = offered.summaries
            for (module, problem) in offered.problems { texts[module] = "This module cannot be used: \(problem)" }
            for function in offered.functions { texts[function.name.description] = function.documentation }
            let sorted = texts.sorted { $0.key < $1.key }
            return FunctionResult(.map(ValueMap(sorted.map { (.string($0.key), .string($0.value)) })))
        }
    )

    private static let argspec = ExecutionFunction(
        "sys.argspec",
        "Answers the parameters of functions, by name.",
        details: "The defaults are those of the last of the args; varargs and kwargs are True where a function takes "
            + "any further arguments by place or by name.",
        parameters: [names],
        body: .process { context, arguments in
            let functions = await OfferedFunctions(try arguments.words, in: context).functions
            return FunctionResult(
                .map(ValueMap(functions.map { (.string($0.name.description), specification($0)) }))
            )
        }
    )

    private static let listFunctions = ExecutionFunction(
        "sys.list_functions",
        "Answers the names of functions, in order.",
        parameters: [names],
        body: .process { context, arguments in
            let functions = await OfferedFunctions(try arguments.words, in: context).functions
            return FunctionResult(.array(functions.map { .string($0.name.description) }))
        }
    )

    private static let listModules = ExecutionFunction(
        "sys.list_modules",
        "Answers the names of modules, in order.",
        details: "Executables are listed by their names, whether they can tell their functions or not.",
        parameters: [.rest("modules", "modules or globs; all where none is given")],
        body: .process { context, arguments in
            let globs = try arguments.words.map { Glob($0) }
            let all = Set(context.catalogue.modules + ExternalModules(context.places).names).sorted()
            let modules = all.filter { module in globs.isEmpty || globs.contains { $0.matches(module) } }
            return FunctionResult(.array(modules.map { .string($0) }))
        }
    )

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
