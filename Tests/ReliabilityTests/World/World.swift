import BrineCore

@testable import BrineMaster
@testable import BrineMinion

/// A master, some minions and what is between them, with no clock, no disk and no network but in here.
///
/// The master's decisions are a real `Tracker`, the minions' real `MinionMachine`s and `JobQueue`s. What the actor and the
/// minion's thread do around them is modelled, step by durable step.
final class World {
    /// What a job is, which only the minions need to know.
    enum Function {
        case worker
        case inline
        /// The master's question to end a job.
        case end(JobID)
    }

    /// The beginning of time by a wall clock that is right.
    static let epoch = Timestamp(microseconds: 1_795_000_000_000_000)
    /// The same by the minions' clock that nobody sets.
    ///
    /// Only differences count.
    private static let beginning = ContinuousClock.now

    let scenario: Scenario
    let brokenRule: BrokenRule?
    let ledger: Ledger
    /// Where a history goes; nil where nobody wants one.
    var tell: ((String) -> Void)?

    /// The microseconds since the beginning.
    var elapsed: Int64 = 0
    /// By how many microseconds the master's wall clock has been set.
    var clockError: Int64 = 0
    /// Since when all works and everything arrives, in microseconds; nil before.
    var mendedSince: Int64?
    var store: ModelStore
    var storeRefuses = false
    var master: ModelMaster?
    private(set) var minions: [ModelMinion] = []
    var connections: [[Connection]]
    var functions: [JobID: Function] = [:]
    var jobs: [JobID] = []
    private var returns: UInt32 = 0
    private var connectionCount = 0
    private var lives = 0

    init(_ scenario: Scenario, brokenRule: BrokenRule? = nil) {
        self.scenario = scenario
        self.brokenRule = brokenRule
        store = ModelStore(remembers: scenario.isUnsynced, brokenRule: brokenRule)
        ledger = Ledger(isStrict: !scenario.isUnsynced)
        connections = Array(repeating: [], count: scenario.minions)
        for index in 0..<scenario.minions { minions.append(ModelMinion(index, in: self)) }
        master = ModelMaster(self)
        for minion in minions { minion.start() }
    }

    /// The moment by the master's wall clock.
    var wallClock: Timestamp { Self.epoch + .microseconds(elapsed + clockError) }
    /// The moment by the minions' clock.
    var instant: ContinuousClock.Instant { Self.beginning + .microseconds(elapsed) }

    func makeReturn(_ state: JobState) -> ModelReturn {
        returns += 1
        return ModelReturn(number: returns, state: state)
    }

    /// How many masters there were before.
    func nextLife() -> Int {
        lives += 1
        return lives
    }

    func connect(_ minion: Int) -> Connection {
        connectionCount += 1
        let connection = Connection(number: connectionCount)
        connections[minion].append(connection)
        return connection
    }

    /// A line of the history.
    func note(_ text: @autoclosure () -> String) {
        guard let tell else { return }
        let milliseconds = String(elapsed / 1_000 % 1_000)
        let fraction = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
        tell("\(elapsed / 1_000_000).\(fraction) s  \(text())")
    }

    /// A job's name in a history.
    func name(_ jid: JobID) -> String {
        if let index = jobs.firstIndex(of: jid) { return "job \(index + 1)" }
        if case .end(let job)? = functions[jid] { return "the question to end \(name(job))" }
        return "\(jid)"
    }

    /// A minion's name in a history.
    func name(_ minion: MinionNumber) -> String { "minion \(minion.rawValue)" }
}
