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
        /// A worker runs it.
        case started
    }

    private let settings: MinionSettings
    private let grains: ValueMap
    private let logger: Logger
    private let proc: DurableFolder
    private let outbox: DurableFolder
    private let running = RunningJobs()
    private let catalogue = FunctionCatalogue.standard
    private var workers: [Int32: (command: Command, worker: WorkerHandle)] = [:]
    private var idle: WorkerHandle?
    /// The returns of inline functions: made in microseconds from memory, kept there until they are acknowledged.
    private var answers: [JobID: [UInt8]] = [:]

    init(_ settings: MinionSettings, grains: ValueMap, logger: Logger) throws {
        self.settings = settings
        self.grains = grains
        self.logger = logger
        proc = DurableFolder(settings.procFolder)
        outbox = DurableFolder(settings.outboxFolder)
        try proc.makeFolder()
        try outbox.makeFolder()
    }

    /// Makes the outbox anew, where somebody has removed it.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func makeOutbox() throws(FileError) {
        try outbox.makeFolder()
    }

    // MARK: After a start

    /// Looks after the jobs that an earlier run left: takes over the workers that live, reports the rest.
    ///
    /// - Parameter watch: Wakes the loop when a descriptor is readable.
    /// - Returns: the jobs that still run.
    /// - Throws: ``FileError`` where the proc directory cannot be listed.
    func adopt(watching watch: (Int32) -> Void) throws -> [JobID] {
        let (jids, others) = try proc.list()
        for name in others { setAside(name, "its name is no jid") }
        var adopted: [JobID] = []
        for jid in jids {
            // What cannot be read ends the start: behind it may be a job that runs.
            guard let bytes = try proc.read(jid) else { continue }
            do {
                let record = try ProcRecord(bytes)
                try checkName(jid, of: record.job.command.jid)
                if adopt(record, watch) { adopted.append(jid) }
            } catch {
                setAside(jid.description, "\(error)")
            }
        }
        return adopted
    }

    private func adopt(_ record: ProcRecord, _ watch: (Int32) -> Void) -> Bool {
        let job = record.job
        let jid = job.command.jid
        // After a reboot another process may have the same pid and start time.
        if record.boot == ProcessIdentity.boot,
            let worker = WorkerHandle.adopt(ProcessIdentity(pid: job.pid, startTime: job.startTime))
        {
            logger.notice("job \(jid) still runs as process \(job.pid)")
            running.add(job)
            workers[worker.descriptor] = (job.command, worker)
            watch(worker.descriptor)
            return true
        }
        if !outbox.contains(jid) {
            logger.warning("job \(jid) is lost: its worker is gone")
            keep(JobReturn(job.command, endedAs: .unknown, asked: nil))
        } else {
            removeRecord(jid)
        }
        return false
    }

    /// The jobs whose return waits in the outbox, but for those already known.
    ///
    /// - Throws: ``FileError`` where it cannot be listed.
    func waitingReturns(except isKnown: (JobID) -> Bool) throws -> [JobID] {
        try outbox.list().jids.filter { !isKnown($0) && isReturn($0) }
    }

    /// Whether what lies in the outbox for a job is a return; what is none is set aside, what cannot be read now stays.
    private func isReturn(_ jid: JobID) -> Bool {
        do {
            guard let packet = try outbox.read(jid) else { return false }
            try checkName(jid, of: ReturnEnvelope(packet: packet).jid)
            return true
        } catch let error as WireError {
            logger.error("\(settings.outboxFolder)/\(jid) is no return (\(error)); it is set aside")
            try? outbox.setAside(jid.description)
            return false
        } catch {
            logger.error("\(error)")
            return false
        }
    }

    /// A file under another job's name would never be found by its own, and stay for ever.
    private func checkName(_ name: JobID, of jid: JobID) throws(WireError) {
        guard name == jid else { throw .wrongField("jid", expected: name.description, found: jid.description) }
    }

    private func setAside(_ name: String, _ reason: String) {
        logger.error("\(settings.procFolder)/\(name) is set aside: \(reason)")
        do {
            try proc.setAside(name)
        } catch {
            logger.error("\(error)")
        }
    }

    // MARK: Running

    /// Starts a command, or answers it at once.
    func start(_ command: Command, watching watch: (Int32) -> Void) -> Start {
        let prepared: PreparedCall
        do {
            prepared = try catalogue.prepare(command.function, command.arguments)
        } catch {
            answer(command, error.result)
            return .answered
        }
        let context = CallContext(
            jid: command.jid,
            user: command.user,
            minion: settings.id,
            grains: grains,
            jobs: running,
            outputLimit: outputLimit
        )
        if let result = prepared.answer(in: context) {
            answer(command, result)
            return .answered
        }
        do {
            try startWorker(command, watch)
            return .started
        } catch {
            logger.error("job \(command.jid) cannot be started: \(error)")
            answer(command, FunctionResult(.string("The minion cannot start the job: \(error)"), retcode: 1))
            return .answered
        }
    }

    /// How much of each of a command's two outputs is kept: together they must fit into one return.
    private var outputLimit: Int {
        min(settings.returnLimit, (ReturnMessage.longestPacket - 1_024 * 1_024) / 2)
    }

    private func startWorker(_ command: Command, _ watch: (Int32) -> Void) throws {
        let worker = try takeWorker()
        let job = RunningJob(command: command, pid: worker.identity.pid, startTime: worker.identity.startTime)
        do {
            try proc.write(ProcRecord(job, boot: ProcessIdentity.boot).bytes, for: command.jid)
        } catch {
            idle = worker
            throw error
        }
        running.add(job)
        workers[worker.descriptor] = (command, worker)
        watch(worker.descriptor)
        let order = WorkerOrder(
            command: command,
            minion: settings.id,
            outboxFolder: settings.outboxFolder,
            outputLimit: outputLimit,
            grains: grains
        )
        if !worker.hand(order.bytes) {
            // Half an order is none: it ends without a return, and that is told.
            logger.error("job \(command.jid): its worker did not take the order")
            worker.kill()
        }
        warmUp()
    }

    private func takeWorker() throws(FileError) -> WorkerHandle {
        guard let ready = readyWorker else { return try WorkerHandle.start(.own(log: settings.logFile)) }
        idle = nil
        return ready
    }

    /// The worker that waits for an order, if it still does.
    private var readyWorker: WorkerHandle? {
        guard let idle, idle.hasEnded else { return idle }
        _ = idle.reap()
        self.idle = nil
        return nil
    }

    /// Keeps one worker ready, so that a job does not pay for a process's start.
    func warmUp() {
        guard readyWorker == nil else { return }
        do {
            idle = try WorkerHandle.start(.own(log: settings.logFile))
        } catch {
            logger.error("cannot keep a worker ready: \(error)")
        }
    }

    /// A worker's process has ended.
    ///
    /// - Returns: the job whose return is there now, or nil where the descriptor is no worker's.
    func workerEnded(_ descriptor: Int32) -> JobID? {
        guard let (command, worker) = workers.removeValue(forKey: descriptor) else { return nil }
        let hasReturned = outbox.contains(command.jid)
        // Ended means ended: what the worker has started goes with it. A job that has run to its end may leave a daemon.
        if !hasReturned { worker.kill() }
        let ending = worker.reap()
        let asked = running.remove(command.jid)
        if !hasReturned {
            logger.warning("job \(command.jid): its worker ended without a return: \(ending)")
            keep(JobReturn(command, endedAs: ending, asked: asked))
        } else {
            removeRecord(command.jid)
        }
        return command.jid
    }

    // MARK: Returns

    /// The packet of a job's return, or nil where it is gone.
    ///
    /// - Throws: ``FileError`` where it is there and cannot be read now.
    func packet(of jid: JobID) throws(FileError) -> [UInt8]? {
        if let packet = answers[jid] { return packet }
        return try outbox.read(jid)
    }

    /// The master has a job's return.
    func forget(_ jid: JobID) {
        if answers.removeValue(forKey: jid) != nil {
            // Of a return that could not be written the record is still there.
            removeRecord(jid)
            return
        }
        do {
            try outbox.remove(jid)
        } catch {
            // It is sent again after the next start, which does no harm.
            logger.error("\(error)")
        }
    }

    private func answer(_ command: Command, _ result: FunctionResult) {
        answers[command.jid] = ReturnPacket.make(JobReturn(command, result), of: settings.id)
    }

    /// Puts a return that the minion itself makes into the outbox, and only then takes the job's record from `proc/`.
    ///
    /// Where the disk is full it is kept in memory, and the record stays until the master has the return: at each moment the
    /// disk knows the job.
    private func keep(_ jobReturn: JobReturn) {
        let packet = ReturnPacket.make(jobReturn, of: settings.id)
        do {
            try outbox.write(packet, for: jobReturn.jid)
            removeRecord(jobReturn.jid)
        } catch {
            logger.error("\(error); the return of job \(jobReturn.jid) is kept in memory")
            answers[jobReturn.jid] = packet
        }
    }

    private func removeRecord(_ jid: JobID) {
        do {
            try proc.remove(jid)
        } catch {
            logger.error("\(error)")
        }
    }
}
