internal import BrineCore
internal import BrineWire
internal import MessagePack

/// The runner `manage`: which minions are there.
///
/// The master knows who listens, by connections and heartbeats: but for `versions` nobody is asked.
enum ManageRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [
        targeted("manage.up", "Lists the accepted minions that are there.") { list($0.up) },
        targeted("manage.down", "Lists the accepted minions that are away.") { list($0.down) },
        targeted("manage.status", "Lists the accepted minions, those that are there and those that are away.") {
            ["up": list($0.up), "down": list($0.down)]
        },
        listed("manage.alived", "Lists the accepted minions that are there.") { list($0.up) },
        listed("manage.present", "Lists the accepted minions that are there.") { list($0.up) },
        listed("manage.not_alived", "Lists the accepted minions that are away.") { list($0.down) },
        versions,
    ]
    .compactMap(\.self)

    /// The minions that are there, and the others, by their ids.
    private typealias Presence = (up: [MinionID], down: [MinionID])

    /// A function that takes a target.
    private static func targeted(
        _ name: String,
        _ summary: String,
        _ answer: @escaping @Sendable (Presence) -> Value
    ) -> RunnerFunction? {
        RunnerFunction(
            name,
            summary,
            parameters: [
                .optional("tgt", .any, default: "*", "Which minions."),
                .optional("tgt_type", .text, default: "glob", "The language the target is written in."),
                .optional("timeout", .number, "Not used: nobody is waited for."),
                .optional("gather_job_timeout", .number, "Not used: nobody is waited for."),
            ],
            body: { context, arguments in
                let target = try target(arguments)
                let meant = Set(try await self.meant(by: target, context))
                return answer(try await presence(context) { meant.contains($0) })
            }
        )
    }

    /// A function that takes a list of ids.
    private static func listed(
        _ name: String,
        _ summary: String,
        _ answer: @escaping @Sendable (Presence) -> Value
    ) -> RunnerFunction? {
        RunnerFunction(
            name,
            summary,
            parameters: [.optional("subset", .list, "The ids of the minions to look at; all without.")],
            body: { context, arguments in
                let subset = try arguments.optionalList("subset").map { Set($0.compactMap(\.stringValue)) }
                return answer(try await presence(context) { subset?.contains($0.description) ?? true })
            }
        )
    }

    private static let versions = RunnerFunction(
        "manage.versions",
        "Asks the minions for their version, and compares it with the master's.",
        body: { context, _ in
            let all = try await context.coordinator.presence()
            let answers = await context.coordinator.ask(
                FunctionName(module: "test", function: "version"),
                CallArguments(),
                of: try await context.coordinator.connectedMinions(),
                for: context.gatherJobTimeout
            )
            var comparison = VersionComparison(master: brineVersion)
            for (id, _) in all {
                let packet = context.roster.number(of: id).flatMap { answers[$0] }
                comparison.add(
                    id,
                    version: packet.flatMap { try? ReturnMessage(packet: $0) }?.jobReturn.value.stringValue
                )
            }
            return comparison.value
        }
    )

    private static func presence(
        _ context: RunnerContext,
        _ isMeant: (MinionID) -> Bool
    ) async throws -> Presence {
        var presence: Presence = ([], [])
        for (id, isConnected) in try await context.coordinator.presence() where isMeant(id) {
            if isConnected { presence.up.append(id) } else { presence.down.append(id) }
        }
        return presence
    }

    private static func list(_ ids: [MinionID]) -> Value {
        .array(ids.map { .string($0.description) })
    }

    private static func meant(by target: Target, _ context: RunnerContext) async throws -> [MinionID] {
        do {
            return try await context.coordinator.preview(target)
        } catch PublishError.badTarget(let reason) {
            throw ArgumentError.wrongValue(parameter: "tgt", expected: "a target", found: "one that is none: \(reason)")
        }
    }

    private static func target(_ arguments: BoundArguments) throws -> Target {
        let (expression, word) = (try arguments.value("tgt"), try arguments.string("tgt_type"))
        guard let kind = Target.Kind(rawValue: word) else {
            let known = Target.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ArgumentError.wrongValue(parameter: "tgt_type", expected: "one of \(known)", found: "'\(word)'")
        }
        // A list may come as one text, as on the command line.
        let isListText = kind == .list && expression.stringValue != nil
        let given =
            isListText
            ? .array((expression.stringValue ?? "").split(separator: ",").map { .string(String($0)) }) : expression
        guard let target = Target(kind: kind, expression: given) else {
            throw ArgumentError.wrongValue(
                parameter: "tgt",
                expected: "a target of the type '\(word)'",
                found: expression.foundText
            )
        }
        return target
    }
}
