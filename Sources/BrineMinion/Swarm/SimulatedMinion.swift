internal import BrineCore
internal import BrineModules
internal import BrineTransport
internal import BrineWire
internal import MessagePack

/// One of a swarm's minions: the state machine of a real one, and in memory what a real one has on its disk.
struct SimulatedMinion {
    let id: MinionID
    let keys: OwnKeys
    var machine: MinionMachine
    let jobs = SimulatedJobs()
    /// The returns that the master does not have yet.
    var returns: [JobID: [UInt8]] = [:]
    var grainsReport = GrainsReport()
    /// Whether it was welcomed and has not lost its connections since.
    var isConnected = false
    private let grains: ValueMap
    private let boot: String
    private var work: SimulatedWork

    /// The minion of a number in a swarm, which has not asked for its master yet.
    ///
    /// - Throws: What libzmq says where no key can be made.
    init(_ number: Int, of settings: SwarmSettings, at now: ContinuousClock.Instant) throws {
        id = try settings.id(of: number)
        keys = try OwnKeys(seed: "\(settings.seed)/\(id)")
        // The keys stay the same from run to run, chance does not: a swarm that comes back has other moments.
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        boot = String(seed, radix: 16)
        machine = MinionMachine(
            id: id,
            policy: MinionMachine.Policy(
                acceptanceWait: settings.acceptanceWait,
                acceptanceWaitMax: settings.acceptanceWaitMax,
                reconnectInterval: settings.reconnectInterval
            ),
            seed: seed,
            at: now
        )
        work = SimulatedWork(longest: settings.returnDelay, failures: settings.failures, seed: seed)
        grains = ["id": .string(id.description), "kernel": "Linux", "os": "Simulated", "swarm": true]
    }

    /// When something is to be done next.
    var nextDeadline: ContinuousClock.Instant {
        min(machine.nextDeadline, jobs.nextEnd ?? machine.nextDeadline)
    }

    /// What it has for its master each so often.
    func heartbeat(_ jids: [JobID]) -> [UInt8] {
        HeartbeatMessage(boot: boot, clock: .now(), after: machine.welcomedAfter, jids: jids).packet
    }

    /// The packet that tells the master of its grains, where the master does not know them.
    mutating func takeGrains() -> [UInt8]? {
        guard case .send(let packet) = grainsReport.step(grains) else { return nil }
        return packet
    }

    /// A command is to be run.
    ///
    /// - Returns: whether it takes time; where it does not, its return is there now.
    mutating func run(_ command: Command, at now: ContinuousClock.Instant) -> Bool {
        let context = CallContext(
            jid: command.jid,
            user: command.user,
            minion: id,
            grains: grains,
            versions: MinionVersions.all,
            jobs: jobs
        )
        if let answer = FunctionCatalogue.standard.answer(command.calls, in: context) {
            keep(JobReturn(command, answer))
            return false
        }
        jobs.begin(command, work.outcome(of: command.calls, in: context), at: now)
        return true
    }

    /// Takes in the returns of the jobs that have ended.
    ///
    /// - Returns: their jids.
    mutating func takeEnded(at now: ContinuousClock.Instant) -> [JobID] {
        let ended = jobs.takeEnded(at: now)
        for jobReturn in ended { keep(jobReturn) }
        return ended.map(\.jid)
    }

    private mutating func keep(_ jobReturn: JobReturn) {
        returns[jobReturn.jid] = ReturnMessage(id: id, jobReturn).packet
    }
}
