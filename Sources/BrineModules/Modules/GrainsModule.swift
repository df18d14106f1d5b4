internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// The module `grains`: what the minion knows of its machine, and what it is told to know.
enum GrainsModule {
    static let functions: [ExecutionFunction] =
        [items, item, get, fetch, ls, hasValue, equals].compactMap(\.self) + changingFunctions

    static let defaultDelimiter = ":"
    static let delimiterParameter = Parameter.optional(
        "delimiter",
        .text,
        default: .string(defaultDelimiter),
        "what stands between the names"
    )

    private static let items = ExecutionFunction(
        "grains.items",
        "Answers all grains.",
        parameters: [.optional("sanitize", .boolean, default: false, sanitizeDocumentation)],
        body: .inline { context, arguments in
            let sanitizes = try arguments.bool("sanitize")
            return FunctionResult(.map(sanitizes ? GrainsSanitizer.sanitized(context.grains) : context.grains))
        }
    )

    private static let item = ExecutionFunction(
        "grains.item",
        "Answers some grains by their names; an unknown one is an empty text.",
        parameters: [
            .rest("keys", "names, as in os or ip_interfaces:eth0"),
            .restKeyword("options", "default, what to answer where there is none; delimiter; sanitize"),
        ],
        body: .inline { context, arguments in
            let options = try BoundArguments(
                CallArguments([], keyword: arguments.restKeyword),
                to: [
                    .optional("default", .any, default: "", ""), delimiterParameter,
                    .optional("sanitize", .boolean, default: false, ""),
                ]
            )
            var entries: [ValueMap.Entry] = []
            for key in arguments.rest {
                guard let path = key.stringValue else {
                    throw ArgumentError.wrongValue(parameter: "keys", expected: "texts", found: key.foundText)
                }
                let value = GrainPath(path, delimiter: try options.string("delimiter")).value(in: context.grains)
                entries.append(ValueMap.Entry(key: key, value: try value ?? options.value("default")))
            }
            let found = ValueMap(entries: ValueMap(entries: entries).distinctEntries)
            return FunctionResult(.map(try options.bool("sanitize") ? GrainsSanitizer.sanitized(found) : found))
        }
    )

    private static let get = lookup("grains.get", "Answers one grain, or a value inside it.")
    private static let fetch = lookup("grains.fetch", "Answers one grain, or a value inside it, as grains.get does.")

    private static func lookup(_ name: String, _ summary: String) -> ExecutionFunction? {
        ExecutionFunction(
            name,
            summary,
            parameters: [
                .required("key", .text, "a name, and names or places inside it, as in ip_interfaces:eth0:0"),
                .optional("default", .any, default: "", "what to answer where there is none"),
                delimiterParameter,
                .optional("ordered", .boolean, default: true, "changes nothing: maps always keep their order"),
            ],
            body: .inline { context, arguments in
                let path = GrainPath(try arguments.string("key"), delimiter: try arguments.string("delimiter"))
                return FunctionResult(try path.value(in: context.grains) ?? arguments.value("default"))
            }
        )
    }

    private static let ls = ExecutionFunction(
        "grains.ls",
        "Answers the names of all grains, in order.",
        body: .inline { context, _ in
            let names = context.grains.keys.compactMap(\.stringValue).sorted()
            return FunctionResult(.array(names.map { .string($0) }))
        }
    )

    private static let hasValue = ExecutionFunction(
        "grains.has_value",
        "Answers whether there is a grain, or a value inside it, whatever it is.",
        parameters: [.required("key", .text, "a name, and names or places inside it, as in ip_interfaces:eth0")],
        body: .inline { context, arguments in
            let path = GrainPath(try arguments.string("key"), delimiter: defaultDelimiter)
            return FunctionResult(.bool(path.value(in: context.grains) != nil))
        }
    )

    private static let equals = ExecutionFunction(
        "grains.equals",
        "Answers whether a grain, or a value inside it, is written as a value is; an unknown one is an empty text.",
        parameters: [
            .required("key", .text, "a name, and names or places inside it, as in systemd:version"),
            .required("value", .any, "what to compare it with"),
        ],
        body: .inline { context, arguments in
            let path = GrainPath(try arguments.string("key"), delimiter: defaultDelimiter)
            let found = path.value(in: context.grains) ?? ""
            return FunctionResult(.bool(found.plainText == (try arguments.value("value").plainText)))
        }
    )

    private static let sanitizeDocumentation = "whether names and serial numbers are made unrecognisable"
}
