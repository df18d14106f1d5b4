internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import MessagePack

/// What the minion hands to a worker: one job, and all that the worker needs to know of its minion.
struct WorkerOrder: Sendable, Hashable {
    var command: Command
    var minion: MinionID
    /// Where the worker writes its return.
    var outboxFolder: String
    /// How many bytes may wait there before it takes no more events; nil for any number.
    var outboxLimit: Int?
    /// Where the minion's jobs are, and who asked for which signal.
    var procFolder: String
    /// Where returns are that the master has.
    var returnFolder: String
    /// Whether any are kept there.
    var keepsReturns: Bool
    /// What tells the minion to find out its grains anew.
    var grainsMark: String
    /// How many bytes of a command's output are kept.
    var outputLimit: Int
    var places: MinionPlaces
    var grains: ValueMap
    var configuration: ValueMap

    /// The order of a command, by the settings of its minion.
    init(_ command: Command, _ settings: MinionSettings, grains: ValueMap) {
        self.command = command
        minion = settings.id
        outboxFolder = settings.outboxFolder
        outboxLimit = settings.outboxLimit
        procFolder = settings.procFolder
        returnFolder = settings.returnFolder
        keepsReturns = settings.cachesJobs
        grainsMark = settings.grainsMark
        outputLimit = settings.outputLimit(functions: command.calls.all.count)
        places = settings.places
        self.grains = grains
        configuration = settings.configuration
    }

    /// The order as the bytes that go through the worker's standard input.
    var bytes: [UInt8] {
        var map = CommandMessage(command).fields
        map["id"] = .string(minion.description)
        map["outbox"] = .string(outboxFolder)
        if let outboxLimit { map["outbox_limit"] = .int(Int64(outboxLimit)) }
        map["proc"] = .string(procFolder)
        map["returns"] = .string(returnFolder)
        map["cache_jobs"] = .bool(keepsReturns)
        map["grains_mark"] = .string(grainsMark)
        map["output_limit"] = .int(Int64(outputLimit))
        map["grains_file"] = .string(places.grainsFile)
        map["output"] = .string(places.outputFolder)
        map["module_dirs"] = .array(places.moduleFolders.map { .string($0) })
        map["descriptions"] = .string(places.descriptionFolder)
        map["grains"] = .map(grains)
        map["settings"] = .map(configuration)
        return Value.map(map).messagePack
    }

    /// The order that bytes hold.
    ///
    /// - Throws: Why they hold none.
    init(bytes: [UInt8]) throws {
        // Made by our own minion: a command as large as one may be, and the grains and settings with it.
        let value = try Value(messagePack: bytes, limits: .fromMaster)
        guard let map = value.mapValue else { throw WireError.malformed("expected a map, found \(value.kindName)") }
        let fields = WireFields(map)
        command = try CommandMessage(fields: fields).command
        minion = try fields.minionID("id")
        outboxFolder = try fields.text("outbox")
        outboxLimit = try fields.optional("outbox_limit", fields.integer).map { Int($0) }
        procFolder = try fields.text("proc")
        returnFolder = try fields.text("returns")
        keepsReturns = try fields.flag("cache_jobs", default: false)
        grainsMark = try fields.text("grains_mark")
        outputLimit = Int(try fields.integer("output_limit"))
        places = MinionPlaces(
            grainsFile: try fields.text("grains_file"),
            outputFolder: try fields.text("output"),
            moduleFolders: try fields.list("module_dirs", of: "texts", \.stringValue),
            descriptionFolder: try fields.text("descriptions")
        )
        grains = fields.value("grains").mapValue ?? [:]
        configuration = fields.value("settings").mapValue ?? [:]
    }

    /// What a function of the job may know.
    var context: CallContext {
        CallContext(
            jid: command.jid,
            user: command.user,
            minion: minion,
            grains: grains,
            configuration: configuration,
            places: places,
            versions: MinionVersions.all,
            jobs: FolderJobControl(self),
            events: OutboxEvents(minion: minion, room: OutboxRoom(folder: outboxFolder, limit: outboxLimit)),
            outputLimit: outputLimit
        )
    }
}
