internal import BrineCore
internal import BrineWire
internal import MessagePack

/// What the minion hands to a worker: one job, and all that the worker needs to know of its minion.
struct WorkerOrder: Sendable, Hashable {
    var command: Command
    var minion: MinionID
    /// Where the worker writes its return.
    var outboxFolder: String
    /// How many bytes of a command's output are kept.
    var outputLimit: Int
    var grains: ValueMap

    /// The order as the bytes that go through the worker's standard input.
    var bytes: [UInt8] {
        var map = CommandMessage(command).fields
        map["id"] = .string(minion.description)
        map["outbox"] = .string(outboxFolder)
        map["output_limit"] = .int(Int64(outputLimit))
        map["grains"] = .map(grains)
        return Value.map(map).messagePack
    }

    /// The order that bytes hold.
    ///
    /// - Throws: Why they hold none.
    init(bytes: [UInt8]) throws {
        let value = try Value(messagePack: bytes)
        guard let map = value.mapValue else { throw WireError.malformed("expected a map, found \(value.kindName)") }
        let fields = WireFields(map)
        self.init(
            command: try CommandMessage(fields: fields).command,
            minion: try fields.minionID("id"),
            outboxFolder: try fields.text("outbox"),
            outputLimit: Int(try fields.integer("output_limit")),
            grains: fields.value("grains").mapValue ?? [:]
        )
    }

    /// An order with all its parts.
    init(command: Command, minion: MinionID, outboxFolder: String, outputLimit: Int, grains: ValueMap) {
        self.command = command
        self.minion = minion
        self.outboxFolder = outboxFolder
        self.outputLimit = outputLimit
        self.grains = grains
    }
}
