public import BrineCore
public import BrineModules
internal import BrineWire
public import MessagePack

/// What a minion needs to know to run; the configuration files' values, checked.
public struct MinionSettings: Sendable, Hashable {
    /// The minion's name.
    public var id: MinionID
    /// The master's host name or address.
    public var master: String
    /// The master's enrolment port; it tells the others.
    public var enrolmentPort: UInt16
    /// The fingerprint that the master's key must have, or empty for any.
    public var masterFinger: String
    /// The folder of the keys.
    public var keyFolder: String
    /// The folder that holds `proc/` and `outbox/`.
    public var cacheFolder: String
    /// The log's file, where the workers' standard error goes too.
    public var logFile: String
    /// How long to wait between two questions whether the key is accepted.
    public var acceptanceWait: Duration
    /// To how long that grows, question by question; zero where it does not.
    public var acceptanceWaitMax: Duration
    /// How long to wait, at the most, before connecting again.
    public var reconnectInterval: Duration
    /// How many bytes of a command's output are kept.
    public var returnLimit: Int
    /// Grains from the configuration; they go over those found.
    public var extraGrains: ValueMap
    /// The YAML file of the grains that `grains.setval` and its kin keep; empty for none.
    public var grainsFile: String
    /// The folders whose executables serve as modules.
    public var moduleFolders: [String]
    /// How many jobs may run at once; nil for any number.
    public var processCountMax: Int?
    /// How many bytes may wait in the outbox before no further job is taken; nil for any number.
    public var outboxLimit: Int?
    /// Whether returns are kept here after the master has them.
    public var cachesJobs: Bool
    /// How long what is kept of ended jobs is kept.
    public var keepJobs: Duration
    /// All settings by their names, for functions that ask.
    public var configuration: ValueMap

    /// The settings of a minion.
    public init(
        id: MinionID,
        master: String,
        enrolmentPort: UInt16,
        masterFinger: String,
        keyFolder: String,
        cacheFolder: String,
        logFile: String,
        acceptanceWait: Duration,
        acceptanceWaitMax: Duration = .zero,
        reconnectInterval: Duration,
        returnLimit: Int,
        extraGrains: ValueMap,
        grainsFile: String = "",
        moduleFolders: [String] = [],
        processCountMax: Int? = nil,
        outboxLimit: Int? = nil,
        cachesJobs: Bool = false,
        keepJobs: Duration = .seconds(86_400),
        configuration: ValueMap = [:]
    ) {
        self.id = id
        self.master = master
        self.enrolmentPort = enrolmentPort
        self.masterFinger = masterFinger
        self.keyFolder = keyFolder
        self.cacheFolder = cacheFolder
        self.logFile = logFile
        self.acceptanceWait = acceptanceWait
        self.acceptanceWaitMax = acceptanceWaitMax
        self.reconnectInterval = reconnectInterval
        self.returnLimit = returnLimit
        self.extraGrains = extraGrains
        self.grainsFile = grainsFile
        self.moduleFolders = moduleFolders
        self.processCountMax = processCountMax
        self.outboxLimit = outboxLimit
        self.cachesJobs = cachesJobs
        self.keepJobs = keepJobs
        self.configuration = configuration
    }

    /// The endpoint of one of the master's ports; an IPv6 address gets its brackets.
    func endpoint(_ port: UInt16) -> String {
        let host = master.contains(":") && !master.hasPrefix("[") ? "[\(master)]" : master
        return "tcp://\(host):\(port)"
    }

    /// The proc directory.
    public var procFolder: String { "\(cacheFolder)/proc" }
    /// The outbox.
    public var outboxFolder: String { "\(cacheFolder)/outbox" }
    /// The outbox for those who put something into it that is nobody's job.
    var outboxRoom: OutboxRoom { OutboxRoom(folder: outboxFolder, limit: outboxLimit) }
    /// The returns that are kept after the master has them.
    public var returnFolder: String { "\(cacheFolder)/minion_jobs" }
    /// The outputs of commands that were too long for a return.
    public var outputFolder: String { "\(cacheFolder)/output" }

    /// Where functions find and leave files.
    public var places: MinionPlaces {
        MinionPlaces(
            grainsFile: grainsFile,
            outputFolder: outputFolder,
            moduleFolders: moduleFolders,
            descriptionFolder: "\(cacheFolder)/modules"
        )
    }

    /// What `salt-call` touches to have a running minion find out its grains anew.
    var grainsMark: String { "\(cacheFolder)/refresh_grains" }

    /// How much of each of a command's two outputs is kept: together, and with those of a job's other functions, they must fit
    /// into one return.
    func outputLimit(functions count: Int = 1) -> Int {
        min(returnLimit, (ReturnMessage.longestPacket - 1_024 * 1_024) / 2 / count)
    }
}
