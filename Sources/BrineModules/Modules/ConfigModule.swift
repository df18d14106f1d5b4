internal import BrineCore
internal import MessagePack

/// The module `config`: the minion's settings, and its grains where there is no such setting.
enum ConfigModule {
    static let functions: [ExecutionFunction] = [get, option, items].compactMap(\.self)

    private static let omissions: [Parameter] = [
        .optional("omit_opts", .boolean, default: false, "whether to leave the settings out"),
        .optional("omit_grains", .boolean, default: false, "whether to leave the grains out"),
    ]

    private static let get = ExecutionFunction(
        "config.get",
        "Answers a setting or a value inside it; where there is none, the grain of that name.",
        parameters: [
            .required("key", .text, "a name, and names or places inside it, as in pkg:apache"),
            .optional("default", .any, default: "", "what to answer where there is none"),
            .optional("delimiter", .text, default: ":", "what stands between the names"),
        ] + omissions,
        body: .inline { context, arguments in
            let path = GrainPath(try arguments.string("key"), delimiter: try arguments.string("delimiter"))
            let found = try sources(context, arguments).lazy.compactMap { path.value(in: $0) }.first
            return FunctionResult(try found ?? arguments.value("default"))
        }
    )

    private static let option = ExecutionFunction(
        "config.option",
        "Answers a setting; where there is none, the grain of that name.",
        parameters: [
            .required("value", .text, "the whole name, as in redis.host; a glob with wildcard"),
            .optional("default", .any, "what to answer where there is none; without it '', or {} with wildcard"),
        ] + omissions + [
            .optional(
                "wildcard",
                .boolean,
                default: false,
                "whether to answer a map of all names that the glob matches"
            )
        ],
        body: .inline { context, arguments in
            let name = try arguments.string("value")
            let wildcard = try arguments.bool("wildcard")
            let sources = try sources(context, arguments)
            let found = wildcard ? try matches(name, in: sources) : sources.lazy.compactMap { $0[name] }.first
            let given = try arguments.value("default")
            return FunctionResult(found ?? (given == .null ? (wildcard ? [:] : "") : given))
        }
    )

    private static let items = ExecutionFunction(
        "config.items",
        "Answers all of the minion's settings by their names.",
        body: .inline { context, _ in FunctionResult(.map(context.configuration)) }
    )

    /// Where a call looks, in order.
    private static func sources(_ context: CallContext, _ arguments: BoundArguments) throws -> [ValueMap] {
        let settings = try arguments.bool("omit_opts") ? [] : [context.configuration]
        return try arguments.bool("omit_grains") ? settings : settings + [context.grains]
    }

    /// All entries whose names a glob matches, of two with one name the first, or nil where there are none.
    private static func matches(_ glob: String, in sources: [ValueMap]) throws(ArgumentError) -> Value? {
        guard glob.utf8.count <= Glob.maximumLength else {
            throw .wrongValue(
                parameter: "value",
                expected: "a glob of at most \(Glob.maximumLength) bytes",
                found: Value.string(glob).foundText
            )
        }
        let pattern = Glob(glob)
        var names: Set<String> = []
        let found = sources.flatMap(\.entries)
            .filter { entry in
                guard let name = entry.key.stringValue, pattern.matches(name) else { return false }
                return names.insert(name).inserted
            }
        return found.isEmpty ? nil : .map(ValueMap(entries: found))
    }
}
