public import BrineCore
public import MessagePack

/// What a function may know of the call and of the minion it runs on.
public struct CallContext: Sendable {
    /// The job that the call belongs to.
    public var jid: JobID
    /// Who asked for it.
    public var user: String
    /// The minion's id.
    public var minion: MinionID
    /// What the minion knows of its machine.
    public var grains: ValueMap
    /// The minion's settings by their names, those of its file that Brine does not know too.
    public var configuration: ValueMap
    /// Where functions find and leave files.
    public var places: MinionPlaces
    /// The versions of what the minion is built of, by name.
    public var versions: ValueMap
    /// The jobs of the minion.
    public var jobs: any JobControl
    /// Where events for the master go.
    public var events: any EventOutlet
    /// How many bytes of a command's output go into the return; of a longer one a last line says where all of it is.
    public var outputLimit: Int
    /// The functions that the call was looked up in, for `sys`.
    public internal(set) var catalogue: FunctionCatalogue

    /// The usual bound on a command's output in a return: 16 MiB.
    public static let defaultOutputLimit = 16 * 1_024 * 1_024

    /// A context with all its parts.
    public init(
        jid: JobID,
        user: String,
        minion: MinionID,
        grains: ValueMap = [:],
        configuration: ValueMap = [:],
        places: MinionPlaces = MinionPlaces(),
        versions: ValueMap = [:],
        jobs: any JobControl = NoJobControl(),
        events: any EventOutlet = NoEventOutlet(),
        outputLimit: Int = Self.defaultOutputLimit
    ) {
        self.jid = jid
        self.user = user
        self.minion = minion
        self.grains = grains
        self.configuration = configuration
        self.places = places
        self.versions = versions
        self.jobs = jobs
        self.events = events
        self.outputLimit = outputLimit
        catalogue = FunctionCatalogue([])
    }
}
