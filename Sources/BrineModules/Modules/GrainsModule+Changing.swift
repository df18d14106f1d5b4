internal import BrineCore
internal import MessagePack

/// The functions of `grains` that change the minion's grains file.
extension GrainsModule {
    static let changingFunctions: [ExecutionFunction] =
        [setval, setvals, set, append, remove, delval, delkey].compactMap(\.self)

    private static let details = """
        The minion's grains file is changed, and the minion's grains with it. A grain that the minion's configuration \
        sets stays what it is there. Comments in the file are lost.
        """

    private static let destructiveParameter = Parameter.optional(
        "destructive",
        .boolean,
        default: false,
        "whether a value of None takes the name away too"
    )

    private static let setval = ExecutionFunction(
        "grains.setval",
        "Sets a grain.",
        details: details,
        parameters: [
            .required("key", .text, "its name"), .required("val", .any, "what it is to be"), destructiveParameter,
        ],
        body: .process { context, arguments in
            let grains: ValueMap = [.string(try arguments.string("key")): try arguments.value("val")]
            return try setAll(grains, destructive: try arguments.bool("destructive"), in: context)
        }
    )

    private static let setvals = ExecutionFunction(
        "grains.setvals",
        "Sets several grains.",
        details: details,
        parameters: [.required("grains", .map, "names with what they are to be"), destructiveParameter],
        body: .process { context, arguments in
            let grains = try arguments.value("grains").mapValue ?? [:]
            return try setAll(grains, destructive: try arguments.bool("destructive"), in: context)
        }
    )

    private static let set = ExecutionFunction(
        "grains.set",
        "Sets a grain or a value inside it, unless that or the new one is a list or a map.",
        details: details,
        parameters: [
            .required("key", .text, "a name, and names or places inside it, as in apps:web:port"),
            .optional("val", .any, default: "", "what it is to be"),
            .optional("force", .boolean, default: false, "whether lists and maps may be replaced and replace others"),
            destructiveParameter,
            delimiterParameter,
        ],
        body: .process { context, arguments in
            try set(
                try arguments.string("key"),
                to: try arguments.value("val"),
                force: try arguments.bool("force"),
                destructive: try arguments.bool("destructive"),
                delimiter: try arguments.string("delimiter"),
                in: context
            )
        }
    )

    private static let append = ExecutionFunction(
        "grains.append",
        "Appends a value, or the values of a list, to a grain that is a list.",
        details: details,
        parameters: [
            .required("key", .text, "the list: a name, and names or places inside it"),
            .required("val", .any, "what to append"),
            .optional("convert", .boolean, default: false, "whether another value becomes a list first"),
            delimiterParameter,
        ],
        body: .process { context, arguments in
            let (key, value) = (try arguments.string("key"), try arguments.value("val"))
            let (converts, delimiter) = (try arguments.bool("convert"), try arguments.string("delimiter"))
            return try change(in: context) { grains in
                .appending(value, to: key, delimiter: delimiter, converts: converts, in: grains)
            }
        }
    )

    private static let remove = ExecutionFunction(
        "grains.remove",
        "Removes a value from a grain that is a list.",
        details: details,
        parameters: [
            .required("key", .text, "the list: a name, and names or places inside it"),
            .required("val", .any, "what to remove, once"),
            delimiterParameter,
        ],
        body: .process { context, arguments in
            let (key, value) = (try arguments.string("key"), try arguments.value("val"))
            let delimiter = try arguments.string("delimiter")
            return try change(in: context) { grains in
                .removing(value, from: key, delimiter: delimiter, in: grains)
            }
        }
    )

    private static let delval = ExecutionFunction(
        "grains.delval",
        "Sets a grain or a value inside it to None.",
        details: details,
        parameters: [
            .required("key", .text, "a name, and names or places inside it"),
            destructiveParameter,
            .optional("force", .boolean, default: false, "whether that may be a list or a map"),
        ],
        body: .process { context, arguments in
            try set(
                try arguments.string("key"),
                to: .null,
                force: try arguments.bool("force"),
                destructive: try arguments.bool("destructive"),
                delimiter: defaultDelimiter,
                in: context
            )
        }
    )

    private static let delkey = ExecutionFunction(
        "grains.delkey",
        "Takes a grain away from the grains file, or a value inside it with its name.",
        details: details,
        parameters: [
            .required("key", .text, "a name, and names or places inside it"),
            .optional("force", .boolean, default: false, "whether that may be a list or a map"),
        ],
        body: .process { context, arguments in
            try set(
                try arguments.string("key"),
                to: .null,
                force: try arguments.bool("force"),
                destructive: true,
                delimiter: defaultDelimiter,
                in: context
            )
        }
    )
}

/// What the functions come to: the file is read, the decision made, and the file written, alone among all workers.
extension GrainsModule {
    private static func setAll(_ grains: ValueMap, destructive: Bool, in context: CallContext) throws -> FunctionResult
    {
        for key in grains.keys where key.stringValue == nil {
            throw ArgumentError.wrongValue(parameter: "grains", expected: "a map of texts", found: key.foundText)
        }
        try GrainsFile(context.places.grainsFile)
            .change { file in
                for entry in grains.entries {
                    file[entry.key] = destructive && entry.value == .null ? Value?.none : entry.value
                }
            }
        return FunctionResult(.map(grains))
    }

    private static func set(
        _ key: String,
        to value: Value,
        force: Bool,
        destructive: Bool,
        delimiter: String,
        in context: CallContext
    ) throws -> FunctionResult {
        try GrainsFile(context.places.grainsFile)
            .change { file in
                let setting = GrainSetting(
                    key,
                    to: value,
                    force: force,
                    destructive: destructive,
                    delimiter: delimiter,
                    in: known(file, in: context)
                )
                if let change = setting.change { file[change.name] = change.value }
                return FunctionResult(setting.answer, retcode: setting.succeeds ? 0 : 1)
            }
    }

    private static func change(
        in context: CallContext,
        _ decide: (ValueMap) -> GrainListChange
    ) throws -> FunctionResult {
        try GrainsFile(context.places.grainsFile)
            .change { file in
                switch decide(known(file, in: context)) {
                case .change(let name, let value):
                    file[name] = value
                    return FunctionResult([.string(name): value])
                case .nothing(let reason):
                    return FunctionResult(.string(reason))
                }
            }
    }

    /// The grains as they are now: those that the call came with may be older than the file.
    private static func known(_ file: ValueMap, in context: CallContext) -> ValueMap {
        var grains = context.grains
        for part in [file, context.configuration["grains"]?.mapValue ?? [:]] {
            for entry in part.entries { grains[entry.key] = entry.value }
        }
        return grains
    }
}
