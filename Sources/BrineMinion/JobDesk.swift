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
        /// Nothing: as much waits for the master as may. It is to come again.
        case held
    }

    private let settings: MinionSettings
    private let logger: Logger
    private let proc: ProcDirectory
    private let shelf: ReturnShelf
    private let running: RunningJobs
    private let grains: MinionGrains
    private let pool: WorkerPool
    private let catalogue = FunctionCatalogue.standard
    private let watch: (Int32) -> Void
    private var queue: JobQueue
    private var workers: [Int32: Assignment] = [:]
    private var finished: [JobID] = []
    /// Jobs that have ended and whose return could not be written: their records are still there.
    private var unwritten: Set<JobID> = []
    /// Returns of jobs that were taken from the queue, to be written.
    private var withdrawn: [JobReturn] = []
    /// When the next worker is to be made ready; nil where nothing is to be done.
    private var warmUpAt: ContinuousClock.Instant?
    /// When the next job is to be tried again that could not be started; nil for none.
    private var retryAt: ContinuousClock.Instant?
    /// How often it was tried in vain.
    private var retries = 0
    /// Whether jobs wait in the queue since there is no room in the outbox.
    private var waitsForRoom = false

    /// How long a job that begins is left alone by the start of the next worker, which takes a processor for some
    /// milliseconds.
    private static let warmUpDelay = Duration.milliseconds(20)
    private static let retryDelay = Duration.seconds(1)
    private static let retriesOfAJob = 60
    private static let withdrawalsATurn = 20

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
    ///   - watch: Has the loop wait for a descriptor, too: ``workersEnded(_:)`` is to be called when it is readable.
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
        queue = JobQueue(bound: settings.processCountMax)
    }

    /// What the minion knows of its machine.
    var currentGrains: ValueMap {
        grains.refresh()
        return grains.current
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
        var held: [JobID] = []
        for record in try proc.records() where try adopt(record) { held.append(record.job.command.jid) }
        running.notes.removeAll(except: unwritten.union(held))
        startNext()
        pool.warmUp()
        return held
    }

    private func adopt(_ record: ProcRecord) throws -> Bool {
        let job = record.job
        let jid = job.command.jid
        guard let identity = job.worker else {
            // It was never handed to a worker: not an instruction of it has run.
            guard try !shelf.surelyHasReturn(of: jid) else {
                proc.remove(jid)
                return false
            }
            running.set(job)
            queue.append(job.command)
            return true
        }
        // After a reboot another process may have the same pid and start time.
        let isThisBoot = record.boot == ProcessIdentity.boot
        if isThisBoot, let worker = try WorkerHandle.adopt(identity) {
            logger.notice("job \(jid) still runs as process \(identity.pid)")
            assign(job, worker)
            return true
        }
        guard try !shelf.surelyHasReturn(of: jid) else {
            proc.remove(jid)
            return false
        }
        logger.warning("job \(jid) is lost: its worker is gone")
        // What it had started goes with it. Where another process has the pid by now nothing of its session is left: the
        // kernel gives no number to a process that a session still has.
        if isThisBoot, try ProcFile.knownFields(ofStatusOf: identity.pid) == nil {
            ProcessSession.kill(leaders: [identity.pid])
        }
        keep(JobReturn(job.command, workerEnded: .unknown, running.notes.notes(of: jid)))
        return false
    }

    // MARK: Running

    /// Starts a command, puts it into the queue, or answers it at once; none of these where too much waits for the master.
    func start(_ command: Command) -> Start {
        guard !shelf.memory.isReached else { return .held }
        grains.refresh()
        guard let result = catalogue.answer(command.calls, in: context(of: command)) else {
            return shelf.disk.isReached ? .held : take(command)
        }
        answer(command, result)
        afterAnswer()
        return .answered
    }

    /// Does what a function of `saltutil` has asked for.
    private func afterAnswer() {
        if running.takeGrainsWish() { grains.refresh(isWanted: true) }
        for withdrawal in running.takeWithdrawn() {
            guard let command = queue.withdraw(withdrawal.jid) else { continue }
            // At once, which needs no wait for the disk: it was said that the job will not start, and it must not.
            proc.remove(withdrawal.jid)
            withdrawn.append(JobReturn(command, withdrawnBy: withdrawal))
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
            outputLimit: settings.outputLimit(functions: command.calls.all.count)
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
            answer(command, Self.notStarted(error))
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
        warmUpAt = .now + Self.warmUpDelay
        guard worker.hand(WorkerOrder(command, settings, grains: grains.current).bytes) else {
            // Half an order is none: not an instruction of the job has run.
            worker.kill()
            _ = worker.reap()
            proc.remove(command.jid)
            throw OrderNotTaken()
        }
        assign(job, worker)
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

    /// Starts the jobs whose turn has come; one that cannot be started now stays the next for a minute, and none starts while
    /// too much waits for the master.
    private func startNext() {
        retryAt = nil
        defer { waitsForRoom = shelf.disk.isReached && !queue.waiting.isEmpty }
        while !shelf.disk.isReached, let command = queue.next() {
            do {
                try startWorker(command)
                retries = 0
            } catch {
                guard retries < Self.retriesOfAJob else {
                    retries = 0
                    keep(JobReturn(command, Self.notStarted(error)), hasBegun: false)
                    continue
                }
                retries += 1
                logger.error("job \(command.jid) cannot be started now: \(error)")
                queue.putBack(command)
                restoreRecord(of: command)
                retryAt = .now + Self.retryDelay
                return
            }
        }
    }

    private static func notStarted(_ error: any Error) -> FunctionResult {
        FunctionResult(.string("The minion cannot start the job: \(error)"), retcode: 1)
    }

    /// Writes the record of a job that waits on, which may have been that of a worker by then.
    private func restoreRecord(of command: Command) {
        do {
            try proc.write(RunningJob(queued: command))
        } catch {
            logger.error("\(error); job \(command.jid) is in memory alone until it begins")
        }
    }

    /// When the desk has something to do by itself next; nil for nothing.
    var nextDeadline: ContinuousClock.Instant? {
        let isDue = !withdrawn.isEmpty || (waitsForRoom && !shelf.disk.isReached)
        return isDue ? .now : [warmUpAt, retryAt].compactMap(\.self).min()
    }

    /// Does what is due.
    func tick(at now: ContinuousClock.Instant = .now) {
        if let moment = warmUpAt, moment <= now {
            warmUpAt = nil
            pool.warmUp()
        }
        let hasRoomAgain = waitsForRoom && !shelf.disk.isReached
        if hasRoomAgain || retryAt.map({ $0 <= now }) == true { startNext() }
        // Each takes the disk some milliseconds: a queue that is emptied must not make the minion deaf.
        for jobReturn in withdrawn.prefix(Self.withdrawalsATurn) { keep(jobReturn, hasBegun: false) }
        withdrawn.removeFirst(min(Self.withdrawalsATurn, withdrawn.count))
    }

    /// Some workers' processes have ended, where the descriptors are theirs.
    func workersEnded(_ descriptors: [Int32]) {
        let ended = descriptors.compactMap { workers.removeValue(forKey: $0) }
            .map { ($0, hasReturned: shelf.hasReturn(of: $0.command.jid)) }
        // Ended means ended: what a worker has started goes with it. A job that has run to its end may leave a daemon. One
        // look at all processes for all of them, and before they are reaped, while their numbers are theirs.
        let sessions = Set(ended.compactMap { $0.hasReturned ? nil : $0.0.worker.session })
        if !sessions.isEmpty { ProcessSession.kill(leaders: sessions) }
        for (assignment, hasReturned) in ended { finish(assignment, hasReturned: hasReturned) }
        if !ended.isEmpty { startNext() }
    }

    private func finish(_ assignment: Assignment, hasReturned: Bool) {
        let command = assignment.command
        let ending = assignment.worker.reap()
        queue.ended(command.jid)
        guard !hasReturned else {
            running.remove(command.jid)
            removeTraces(command.jid)
            finished.append(command.jid)
            return
        }
        logger.warning("job \(command.jid): its worker ended without a return: \(ending)")
        let kills = (ProcFile.memoryKills ?? 0) &- (assignment.memoryKills ?? 0)
        keep(JobReturn(command, workerEnded: ending, running.notes.notes(of: command.jid), memoryKills: kills))
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

    /// How many bytes of a job's return wait, about; nil where none is known.
    func size(of jid: JobID) -> Int? {
        shelf.size(of: jid)
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
        if shelf.forget(jid), unwritten.remove(jid) != nil { removeTraces(jid) }
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
    ///
    /// - Parameters:
    ///   - jobReturn: The return.
    ///   - hasBegun: Whether a worker has had the job. Of one that none has had the record goes in any case: it would have the
    ///     next minion start the job.
    private func keep(_ jobReturn: JobReturn, hasBegun: Bool = true) {
        running.remove(jobReturn.jid)
        if shelf.keep(jobReturn) || !hasBegun {
            removeTraces(jobReturn.jid)
        } else {
            unwritten.insert(jobReturn.jid)
        }
        finished.append(jobReturn.jid)
    }

    private func removeTraces(_ jid: JobID) {
        proc.remove(jid)
        running.notes.remove(jid)
    }
}

/// As many jobs wait as may.
private struct QueueFull: Error, CustomStringConvertible {
    var description: String { "\(JobQueue.longest) jobs wait for their turn already" }
}

/// A worker that was there did not read.
private struct OrderNotTaken: Error, CustomStringConvertible {
    var description: String { "its worker did not take the order; nothing of the job has run" }
}
