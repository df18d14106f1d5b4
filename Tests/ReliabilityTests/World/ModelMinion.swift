import BrineCore

@testable import BrineMinion

/// A minion's machine: its disk, its workers, and the daemon while it runs.
final class ModelMinion {
    /// What `proc/` has of a job.
    struct Record {
        var command: Command
        /// The worker that has it; nil while it waits in the queue.
        var worker: Int?
    }

    /// A worker's process, which goes on when the daemon dies.
    struct Worker {
        enum Stage {
            /// Its order is on its way to it.
            case handed
            /// The first instruction of the job has run.
            case begun
            /// Its return is in the outbox.
            case returned
            /// It has ended, and nobody has looked yet.
            case gone
        }

        let pid: Int
        let jid: JobID
        var stage = Stage.handed
        /// Whether it was asked to end.
        var isSignalled = false
    }

    /// The daemon was killed in the middle of what it did.
    struct Crash: Error {}

    /// The disk took nothing.
    struct DiskFull: Error {}

    unowned let world: World
    let index: Int
    let number: MinionNumber

    // The disk.
    var proc: [JobID: Record] = [:]
    var outbox: [JobID: ModelReturn] = [:]
    /// The jobs that somebody has asked to end: `proc/.signals`.
    var notes: Set<JobID> = []
    /// How often the disk was lost.
    var disk = 0
    /// Whether nothing can be written; what is there can be removed.
    var isDiskFull = false

    // What runs beside the daemon.
    var workers: [Worker] = []
    private var lastPID = 0

    var daemon: ModelDaemon?
    /// How many more durable steps the daemon does before it is killed; nil where it is not to be.
    var fuse: Int?
    /// How often a daemon has been started.
    private(set) var lives = 0
    /// How often one was killed.
    private(set) var crashes = 0
    var connection: Connection?
    /// Whether a question whether the key is accepted is on its way.
    var isAsking = false
    /// How old the last welcome was when it came, in microseconds, and who sent it.
    var welcome: (age: Int64, by: ModelMaster)?

    init(_ index: Int, in world: World) {
        self.world = world
        self.index = index
        number = Self.numbers[index]
    }

    private static let numbers = (1...Scenario.mostMinions).compactMap { MinionNumber($0) }

    /// Does something in the daemon, which may be killed in the middle of it.
    ///
    /// - Returns: whether the daemon runs.
    @discardableResult
    func inDaemon(_ body: (ModelDaemon) throws -> Void) throws(Violation) -> Bool {
        guard let daemon else { return false }
        do {
            try body(daemon)
        } catch let violation as Violation {
            throw violation
        } catch {
            kill()
        }
        return true
    }

    /// A durable step begins; the daemon may be killed before it.
    func step() throws(Crash) {
        guard let left = fuse else { return }
        guard left > 0 else { throw Crash() }
        fuse = left - 1
    }

    /// Something is to be written.
    func write() throws {
        guard !isDiskFull else { throw DiskFull() }
        try step()
    }

    /// The daemon is started.
    func start() {
        lives += 1
        let daemon = ModelDaemon(self, seed: UInt64(index * 1_000 + lives))
        self.daemon = daemon
    }

    /// The daemon is killed; workers go on.
    func kill() {
        world.note("minion \(index + 1) is killed")
        crashes += 1
        daemon = nil
        fuse = nil
        isAsking = false
        disconnect()
    }

    /// All on the disk is gone, and what ran there.
    func wipe() {
        disk += 1
        world.ledger.wiped(number, outbox)
        (proc, outbox, notes, workers) = ([:], [:], [], [])
    }

    /// The minion's end of its connections is closed.
    func disconnect() {
        connection?.isOpenAtMinion = false
        connection?.down = []
        connection = nil
    }

    /// A worker gets its order.
    func spawn(_ jid: JobID, pid: Int) {
        workers.append(Worker(pid: pid, jid: jid))
    }

    func nextPID() -> Int {
        lastPID += 1
        return lastPID
    }
}
