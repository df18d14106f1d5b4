internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import Logging
internal import MessagePack

/// The minion's jobs: the proc directory, the workers, the outbox, and the order in which they are written.
///
/// A job is in `proc/` before its worker has it, and its return is in `outbox/` before it leaves `proc/`: at each moment the
/// disk tells what became of it. Belongs to the minion's thread.
final class JobDesk {
    /// What came of a command.
    enum Start: Sendable, Hashable {
        /// It was answered at once; the return is there to be sent.
        case answered
        /// A worker runs it, or it waits for its turn; the disk knows it.
        case taken
    }

    private let settings: MinionSettings
    private let logger: Logger
    private let proc: ProcDirectory
    private let shelf: ReturnShelf
    private let running: RunningJobs
    private let grains: MinionGrains
    private let pool: WorkerPool
    private let catalogue = FunctionCatalogue.standard
    private let modules: ExternalModules
    private let watch: (Int32) -> Void
    private var queue: JobQueue
    private var workers: [Int32: Assignment] = [:]
    private var finished: [JobID] = []

    /// A worker with its job.
    private struct Assignment {
        let command: Command
        let worker: WorkerHandle
        /// The kernel's count when the worker got the job.
        let memoryKills: UInt64?
    }

    /// The desk of a minion with these settings.
    ///
    /// - Parameters:
    ///   - settings: The minion's settings.
    ///   - executable: What a worker is started as.
    ///   - logger: Where it tells what goes wrong.
    ///   - watch: Has the loop wait for a descriptor, too: ``workerEnded(_:)`` is to be called when it is readable.
    /// - Throws: ``FileError`` where its folders cannot be made.
    init(
        _ settings: MinionSettings,
        executable: WorkerExecutable,
        logger: Logger,
        watching watch: @escaping (Int32) -> Void
    ) throws {
        self.settings = settings
        self.logger = logger
        self.watch = watch
        let cache = ReturnCache(settings)
        proc = try ProcDirectory(settings.procFolder, logger: logger)
        shelf = try ReturnShelf(settings, cache: cache, logger: logger)
        running = RunningJobs(notes: SignalNotes(procFolder: settings.procFolder), cache: cache)
        grains = MinionGrains(settings, logger: logger)
        pool = WorkerPool(executable, logger: logger)
        modules = ExternalModules(settings.places)
        queue = JobQueue(bound: settings.processCountMax)
    }

    /// Takes the jobs whose return has come to be there since the last look.
    func takeFinished() -> [JobID] {
        defer { finished = [] }
        return finished
    }

    // MARK: After a start

    /// Looks after the jobs that an earlier run left: takes over the workers that live, puts those that waited back into the
    /// queue, and reports the rest.
    ///
    /// - Returns: the jobs that still run or wait.
    /// - Throws: ``FileError`` where the proc directory cannot be read.
    func adopt() throws -> [JobID] {
        let held = try proc.records().filter(adopt).map(\.job.command.jid)
        running.notes.removeAll(except: Set(held))
        startNext()
        pool.warmUp()
        return held
    }

    private func adopt(_ record: ProcRecord) -> Bool {
        let job = record.job
        let jid = job.command.jid
        guard !shelf.hasFile(of: jid) || isAlive(record) else {
            proc.remove(jid)
            return false
        }
        guard let identity = job.worker else {
            // It was never handed to a worker: not an instruction of it has run.
            running.set(job)
            queue.append(job.command)
            return true
        }
        // After a reboot another process may have the same pid and start time.
        if record.boot == ProcessIdentity.boot, let worker = WorkerHandle.adopt(identity) {
            logger.notice("job \(jid) still runs as process \(identity.pid)")
            assign(job, worker)
            return true
        }
        logger.warning("job \(jid) is lost: its worker is gone")
        keep(JobReturn(job.command, workerEnded: .unknown, running.notes.notes(of: jid)))
        return false
    }

    private func isAlive(_ record: ProcRecord) -> Bool {
        record.boot == ProcessIdentity.boot && record.job.worker?.isAlive == true
    }

    // MARK: Running

    /// Starts a command, puts it into the queue, or answers it at once.
    func start(_ command: Command) -> Start {
        grains.refresh()
        let prepared: PreparedCall
        do {
            prepared = try catalogue.prepare(command.function, command.arguments)
        } catch RefusedCall.unavailable where modules.serves(command.function) {
            return take(command)
        } catch {
            answer(command, error.result)
            return .answered
        }
        guard let result = prepared.answer(in: context(of: command)) else { return take(command) }
        answer(command, result)
        afterAnswer()
        return .answered
    }

    /// Does what a function of `saltutil` has asked for.
    private func afterAnswer() {
        if running.takeGrainsWish() { grains.refresh(isWanted: true) }
        for withdrawal in running.takeWithdrawn() {
            guard let command = queue.withdraw(withdrawal.jid) else { continue }
            keep(JobReturn(command, withdrawnBy: withdrawal))
        }
    }

    private func context(of command: Command) -> CallContext {
        CallContext(
            jid: command.jid,
            user: command.user,
            minion: settings.id,
            grains: grains.current,
            configuration: settings.configuration,
            places: settings.places,
            versions: MinionVersions.all,
            jobs: running,
            outputLimit: settings.outputLimit
        )
    }

    private func take(_ command: Command) -> Start {
        do {
            guard queue.hasRoom else {
                try enqueue(command)
                return .taken
            }
            try startWorker(command)
            return .taken
        } catch {
            logger.error("job \(command.jid) cannot be started: \(error)")
            answer(command, FunctionResult(.string("The minion cannot start the job: \(error)"), retcode: 1))
            return .answered
        }
    }

    private func enqueue(_ command: Command) throws {
        guard !queue.isFull else { throw QueueFull() }
        let job = RunningJob(queued: command)
        try proc.write(job)
        running.set(job)
        queue.append(command)
    }

    private func startWorker(_ command: Command) throws {
        let worker = try pool.take()
        let job = RunningJob(command: command, worker: worker.identity)
        do {
            try proc.write(job)
        } catch {
            pool.giveBack(worker)
            throw error
        }
        assign(job, worker)
        if !worker.hand(WorkerOrder(command, settings, grains: grains.current).bytes) {
            // Half an order is none: it ends without a return, and that is told.
            logger.error("job \(command.jid): its worker did not take the order")
            worker.kill()
        }
        pool.warmUp()
    }

    private func assign(_ job: RunningJob, _ worker: WorkerHandle) {
        running.set(job)
        queue.started(job.command.jid)
        workers[worker.descriptor] = Assignment(
            command: job.command,
            worker: worker,
            memoryKills: ProcFile.memoryKills
        )
        watch(worker.descriptor)
    }

    /// Starts the jobs whose turn has come.
    private func startNext() {
        while let command = queue.next() {
            do {
                try startWorker(command)
            } catch {
                logger.error("job \(command.jid) cannot be started: \(error)")
                let result = FunctionResult(.string("The minion cannot start the job: \(error)"), retcode: 1)
                keep(JobReturn(command, result))
            }
        }
    }

    /// A worker's process has ended, where the descriptor is one's.
    func workerEnded(_ descriptor: Int32) {
        guard let assignment = workers.removeValue(forKey: descriptor) else { return }
        let (command, worker) = (assignment.command, assignment.worker)
        let hasReturned = shelf.hasFile(of: command.jid)
        // Ended means ended: what the worker has started goes with it. A job that has run to its end may leave a daemon.
        if !hasReturned { worker.kill() }
        let ending = worker.reap()
        queue.ended(command.jid)
        if hasReturned {
            running.remove(command.jid)
            removeRecord(command.jid)
            finished.append(command.jid)
        } else {
            logger.warning("job \(command.jid): its worker ended without a return: \(ending)")
            let kills = (ProcFile.memoryKills ?? 0) &- (assignment.memoryKills ?? 0)
            let notes = running.notes.notes(of: command.jid)
            keep(JobReturn(command, workerEnded: ending, notes, memoryKills: kills))
        }
        startNext()
    }

    // MARK: Returns

    /// What waits in the outbox, but for what is known already.
    ///
    /// - Throws: ``FileError`` where it cannot be listed.
    func waitingReturns(except isKnown: (JobID) -> Bool) throws -> [JobID] {
        try shelf.waiting(except: isKnown)
    }

    /// Makes the outbox anew, where somebody has removed it.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func makeOutbox() throws {
        try shelf.makeFolder()
    }

    /// The packet of a job's return, or nil where it is gone.
    ///
    /// - Throws: ``FileError`` where it is there and cannot be read now.
    func packet(of jid: JobID) throws -> [UInt8]? {
        try shelf.packet(of: jid)
    }

    /// The master has a job's return.
    func forget(_ jid: JobID) {
        // Of a return that could not be written the record is still there.
        if shelf.forget(jid) { removeRecord(jid) }
    }

    /// Removes what is kept of ended jobs longer than the settings say.
    func cleanUp() {
        do {
            try running.clearCache(olderThan: settings.keepJobs)
        } catch {
            logger.error("\(error)")
        }
    }

    private func answer(_ command: Command, _ result: FunctionResult) {
        shelf.answer(JobReturn(command, result))
        finished.append(command.jid)
    }

    /// Takes a return that the minion makes itself, and only when it is on the disk the job's record from `proc/`.
    private func keep(_ jobReturn: JobReturn) {
        running.remove(jobReturn.jid)
        if shelf.keep(jobReturn) { removeRecord(jobReturn.jid) }
        finished.append(jobReturn.jid)
    }

    /// Removes what `proc/` has of a job: until then the next minion could still tell who ended it.
    private func removeRecord(_ jid: JobID) {
        proc.remove(jid)
        running.notes.remove(jid)
    }
}

/// As many jobs wait as may.
private struct QueueFull: Error, CustomStringConvertible {
    var description: String { "\(JobQueue.longest) jobs wait for their turn already" }
}
