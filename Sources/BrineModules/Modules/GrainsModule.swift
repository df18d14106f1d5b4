internal import BrineCore
internal import MessagePack

/// The module `grains`: what the minion knows of its machine.
enum GrainsModule {
    static let functions: [ExecutionFunction] = [items, item, get, ls].compactMap(\.self)

    private static let items = ExecutionFunction(
        "grains.items",
        "Answers all grains.",
        body: .inline { context, _ in FunctionResult(.map(context.grains)) }
    )

    private static let item = ExecutionFunction(
        "grains.item",
        "Answers some grains by their names; an unknown one is an empty text.",
        parameters: [.rest("keys", "names, as in os or ip_interfaces:eth0")],
        body: .inline { context, arguments in
            var found: ValueMap = [:]
            for key in arguments.rest {
                guard let path = key.stringValue else {
                    throw ArgumentError.wrongValue(parameter: "keys", expected: "texts", found: key.foundText)
                }
                found[path] = GrainPath(path, delimiter: ":").value(in: context.grains) ?? ""
            }
            return FunctionResult(.map(found))
        }
    )

    private static let get = ExecutionFunction(
        "grains.get",
        "Answers one grain, or a value inside it.",
        parameters: [
            .required("key", .text, "a name, and names or places inside it, as in ip_interfaces:eth0:0"),
            .optional("default", .any, default: "", "what to answer where there is none"),
            .optional("delimiter", .text, default: ":", "what stands between the names"),
        ],
        body: .inline { context, arguments in
            let path = GrainPath(try arguments.string("key"), delimiter: try arguments.string("delimiter"))
            return FunctionResult(try path.value(in: context.grains) ?? arguments.value("default"))
        }
    )

    private static let ls = ExecutionFunction(
        "grains.ls",
        "Answers the names of all grains, in order.",
        body: .inline { context, _ in
            let names = context.grains.keys.compactMap(\.stringValue).sorted()
            return FunctionResult(.array(names.map { .string($0) }))
        }
    )
}
