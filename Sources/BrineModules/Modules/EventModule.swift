internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// The module `event`: events for the master.
enum EventModule {
    static let functions: [ExecutionFunction] = [send, fireMaster].compactMap(\.self)

    /// The longest tag, in bytes.
    private static let longestTag = 255

    /// Keywords that mean something in Salt and nothing here: taken as data they would go unnoticed.
    private static let refusedKeywords: Set<Value> = ["preload", "with_pillar", "with_env_opts"]

    private static let tag = Parameter.required("tag", .text, "what the event is, as in deploy/web/done")

    private static let send = ExecutionFunction(
        "event.send",
        "Sends an event to the master, and answers True as soon as it is on the minion's disk.",
        details: "It is sent until the master has it. Of several values with one name those of data count before the "
            + "further arguments, and these before environ and grains.",
        parameters: [
            tag,
            .optional("data", .map, "what there is to tell, as in {version: 1.2}"),
            .optional("with_env", .any, default: false, "True for all environment variables, or a list of names"),
            .optional("with_grains", .any, default: false, "True for all grains, or a list of names"),
            .restKeyword("kwargs", "further values to tell"),
        ],
        body: .process { context, arguments in
            let further = arguments.restKeyword.entries
            if let refused = further.first(where: { refusedKeywords.contains($0.key) }) {
                throw ArgumentError.unknownKeyword(refused.key.argumentText)
            }
            var data: ValueMap = [:]
            data["environ"] = try arguments.selection("with_env", of: ProcessEnvironment.variables)
            data["grains"] = try arguments.selection("with_grains", of: { context.grains })
            data.entries += further + (try arguments.optionalMap("data")?.entries ?? [])
            // Of several values with one name the last counts.
            data.entries = data.distinctEntries
            return try sent(arguments, data, context)
        }
    )

    private static let fireMaster = ExecutionFunction(
        "event.fire_master",
        "Sends an event to the master as event.send does, with the arguments in the order of Salt's older function.",
        parameters: [.required("data", .map, "what there is to tell, as in {version: 1.2}"), tag],
        body: .process { context, arguments in
            try sent(arguments, try arguments.optionalMap("data") ?? [:], context)
        }
    )

    private static func sent(
        _ arguments: BoundArguments,
        _ data: ValueMap,
        _ context: CallContext
    ) throws -> FunctionResult {
        let tag = try arguments.string("tag")
        guard (1...longestTag).contains(tag.utf8.count), !tag.unicodeScalars.contains(where: \.isControl) else {
            throw ArgumentError.wrongValue(
                parameter: "tag",
                expected: "1 to \(longestTag) bytes without control characters",
                found: Value.string(tag).foundText
            )
        }
        try context.events.send(tag, data)
        return FunctionResult(true)
    }
}

extension BoundArguments {
    /// What a parameter chooses of a map: all of it for True, the entries of a list of names, nil for False.
    fileprivate func selection(_ name: String, of all: () -> ValueMap) throws(ArgumentError) -> Value? {
        let choice = try value(name)
        switch choice {
        case .bool(false): return nil
        case .bool(true): return .map(all())
        case .array(let names) where names.allSatisfy { $0.stringValue != nil }:
            let chosen = Set(names)
            return .map(ValueMap(entries: all().entries.filter { chosen.contains($0.key) }))
        default:
            throw .wrongValue(parameter: name, expected: "True, False or a list of names", found: choice.foundText)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
