public import BrineCore

/// What a master needs to know to run; the configuration files' values, checked.
public struct MasterSettings: Sendable, Hashable {
    /// The master's own id, which no minion may have: runner calls are kept as jobs of it.
    public var id: MinionID
    /// The address to bind on.
    public var interface: String
    /// Where minions subscribe.
    public var publishPort: UInt16
    /// Where minions return.
    public var returnPort: UInt16
    /// Where minions ask to be let in.
    public var enrolmentPort: UInt16
    /// The folder of the local control socket.
    public var socketFolder: String
    /// The folder of the job store.
    public var cacheFolder: String
    /// The folder of the keys.
    public var keyFolder: String
    /// Whether unknown keys are accepted at once.
    public var autoAccept: Bool
    /// How many keys may wait for an operator.
    public var maximumWaitingKeys: Int
    /// How long jobs and returns are kept; zero keeps them for ever.
    public var keepJobs: Duration
    /// How long after its publication a job may be delivered.
    public var deliveryWindow: Duration
    /// Whether each commit to the store waits for the disk.
    public var syncsStore: Bool
    /// How often minions send a heartbeat.
    public var heartbeatInterval: Duration
    /// How long minions have to answer a runner's question.
    public var gatherJobTimeout: Duration
    /// The names for targets.
    public var nodegroups: NodeGroups

    /// The settings of a master.
    public init(
        id: MinionID,
        interface: String,
        publishPort: UInt16,
        returnPort: UInt16,
        enrolmentPort: UInt16,
        socketFolder: String,
        cacheFolder: String,
        keyFolder: String,
        autoAccept: Bool,
        maximumWaitingKeys: Int,
        keepJobs: Duration,
        deliveryWindow: Duration,
        syncsStore: Bool = true,
        heartbeatInterval: Duration,
        gatherJobTimeout: Duration,
        nodegroups: NodeGroups = NodeGroups()
    ) {
        self.id = id
        self.interface = interface
        self.publishPort = publishPort
        self.returnPort = returnPort
        self.enrolmentPort = enrolmentPort
        self.socketFolder = socketFolder
        self.cacheFolder = cacheFolder
        self.keyFolder = keyFolder
        self.autoAccept = autoAccept
        self.maximumWaitingKeys = maximumWaitingKeys
        self.keepJobs = keepJobs
        self.deliveryWindow = deliveryWindow
        self.syncsStore = syncsStore
        self.heartbeatInterval = heartbeatInterval
        self.gatherJobTimeout = gatherJobTimeout
        self.nodegroups = nodegroups
    }

    /// The local control socket's path.
    public static func controlSocket(in folder: String) -> String {
        "\(folder)/master.ipc"
    }

    /// The endpoint of a port on the interface; an IPv6 address gets its brackets.
    func endpoint(_ port: UInt16) -> String {
        let host = interface.contains(":") && !interface.hasPrefix("[") ? "[\(interface)]" : interface
        return "tcp://\(host):\(port)"
    }
}
