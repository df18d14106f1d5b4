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
    /// The jobs of the minion.
    public var jobs: any JobControl
    /// How many bytes of a command's output are kept; the rest is cut off, and said to be.
    public var outputLimit: Int
    /// The functions that the call was looked up in, for `sys`.
    public internal(set) var catalogue: FunctionCatalogue

    /// The usual bound on a command's output: 16 MiB.
    public static let defaultOutputLimit = 16 * 1_024 * 1_024

    /// A context with all its parts.
    public init(
        jid: JobID,
        user: String,
        minion: MinionID,
        grains: ValueMap = [:],
        jobs: any JobControl = NoJobControl(),
        outputLimit: Int = Self.defaultOutputLimit
    ) {
        self.jid = jid
        self.user = user
        self.minion = minion
        self.grains = grains
        self.jobs = jobs
        self.outputLimit = outputLimit
        catalogue = FunctionCatalogue([])
    }
}
