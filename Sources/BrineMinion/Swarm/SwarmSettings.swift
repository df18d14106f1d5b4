public import BrineCore
internal import BrineTransport

/// What a swarm needs to know to run.
public struct SwarmSettings: Sendable, Hashable {
    /// How many minions it simulates.
    public var count: Int
    /// The number of the first.
    public var first: Int
    /// What their ids begin with; the number follows, in six digits at the least.
    public var prefix: String
    /// What their keys are made of.
    public var seed: String
    /// The master's host name or address.
    public var master: String
    /// The master's enrolment port.
    public var enrolmentPort: UInt16
    /// The fingerprint that the master's key must have, or empty for any.
    public var masterFinger: String
    /// How long a minion waits between two questions whether its key is accepted.
    public var acceptanceWait: Duration
    /// To how long that grows, question by question; zero where it does not.
    public var acceptanceWaitMax: Duration
    /// How long a minion waits, at the most, before it connects again.
    public var reconnectInterval: Duration
    /// How long a simulated function takes at the most.
    public var returnDelay: Duration
    /// How many simulated functions fail, from 0 to 1.
    public var failures: Double

    /// The settings of a swarm.
    public init(
        count: Int,
        first: Int = 1,
        prefix: String,
        seed: String,
        master: String,
        enrolmentPort: UInt16,
        masterFinger: String = "",
        acceptanceWait: Duration,
        acceptanceWaitMax: Duration = .zero,
        reconnectInterval: Duration,
        returnDelay: Duration = .zero,
        failures: Double = 0
    ) {
        self.count = count
        self.first = first
        self.prefix = prefix
        self.seed = seed
        self.master = master
        self.enrolmentPort = enrolmentPort
        self.masterFinger = masterFinger
        self.acceptanceWait = acceptanceWait
        self.acceptanceWaitMax = acceptanceWaitMax
        self.reconnectInterval = reconnectInterval
        self.returnDelay = returnDelay
        self.failures = failures
    }

    /// How many descriptors a swarm of that many minions needs.
    public static func descriptors(for count: Int) -> Int { 4 * count + 100 }

    /// The id of the minion of a number.
    ///
    /// - Throws: ``SwarmError/badPrefix(_:)`` where the prefix makes none.
    public func id(of number: Int) throws(SwarmError) -> MinionID {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
        guard let id = MinionID(prefix + zeros + digits) else { throw .badPrefix(prefix) }
        return id
    }

    /// The endpoint of one of the master's ports.
    func endpoint(_ port: UInt16) -> String {
        MinionSettings.endpoint(master, port)
    }
}

/// Why a swarm cannot run.
public enum SwarmError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What ids are to begin with is not what one can begin with.
    case badPrefix(String)
    /// The master has another key than the one to be trusted.
    case otherMaster(expected: String, found: String)

    /// The error in words.
    public var description: String {
        switch self {
        case .badPrefix(let prefix): "ids that begin with '\(prefix)' are none: expected \(MinionID.rule)"
        case .otherMaster(let expected, let found):
            "the master's key has another fingerprint: expected \(expected), found \(found)"
        }
    }
}
