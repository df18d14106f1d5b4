import BrineCore

@testable import BrineMinion

// The order in which `JobDesk` writes: a job is in `proc/` before its worker has it, and its return is in the outbox before
// it leaves `proc/`.
extension ModelDaemon {
    private static let retriesOfAJob = 60

    /// As `JobDesk.start(_:)`.
    func start(_ command: Command) throws -> JobDesk.Start {
        let jid = command.jid
        guard !memory.isReached else { return .held }
        switch world.functions[jid] {
        case .inline, nil: try answer(jid, .succeeded)
        case .end(let job):
            let isWithdrawn = try signal(job)
            try answer(jid, .succeeded)
            if isWithdrawn { try afterAnswer(job) }
        case .worker:
            guard !disk.isReached else { return .held }
            do {
                if queue.hasRoom { try startWorker(command) } else { try enqueue(command) }
                return .taken
            } catch is ModelMinion.DiskFull {
                try answer(jid, .failed)
            }
        }
        return .answered
    }

    private func answer(_ jid: JobID, _ state: JobState) throws {
        let jobReturn = world.makeReturn(state)
        keepInMemory(jobReturn, of: jid)
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: false, in: world)
        finished.append(jid)
    }

    /// As `RunningJobs.signal(_:_:by:)` with the TERM of `saltutil.term_job`.
    ///
    /// - Returns: whether the job was taken from the queue.
    private func signal(_ jid: JobID) throws -> Bool {
        guard running.contains(jid) else { return false }
        if let place = minion.workers.firstIndex(where: { $0.jid == jid && $0.stage != .gone }) {
            world.note("minion \(minion.index + 1) sends SIGTERM to \(world.name(jid))")
            try note(jid)
            minion.workers[place].isSignalled = true
        } else if queue.waiting.contains(where: { $0.jid == jid }) {
            world.note("minion \(minion.index + 1) takes \(world.name(jid)) from its queue")
            running.remove(jid)
            try note(jid)
            return true
        }
        return false
    }

    /// As `SignalNotes.add(_:to:)`, of which a disk that takes nothing is no error.
    private func note(_ jid: JobID) throws {
        try minion.step()
        if !minion.isDiskFull { minion.notes.insert(jid) }
    }

    /// As `JobDesk.afterAnswer()`; the return is written by ``tickDesk()``.
    private func afterAnswer(_ jid: JobID) throws {
        guard queue.withdraw(jid) != nil else { return }
        // It has a note or no record from now on; the answer says so when it is sent.
        if !minion.notes.contains(jid) { try removeRecord(jid) }
        withdrawn.append(jid)
        world.ledger.withdrew(jid, minion, isNoted: minion.notes.contains(jid))
    }

    private func enqueue(_ command: Command) throws {
        try write(ModelMinion.Record(command: command))
        running.insert(command.jid)
        queue.append(command)
    }

    private func startWorker(_ command: Command) throws {
        let pid = minion.nextPID()
        try write(ModelMinion.Record(command: command, worker: pid))
        // The order is in the worker's pipe as a whole, or it ends with the daemon.
        try minion.step()
        minion.spawn(command.jid, pid: pid)
        running.insert(command.jid)
        queue.started(command.jid)
        watched.insert(pid)
    }

    private func write(_ record: ModelMinion.Record) throws {
        guard world.brokenRule != .noRecord else { return }
        try minion.write()
        minion.proc[record.command.jid] = record
    }

    func startNext() throws {
        retryAt = nil
        defer { waitsForRoom = disk.isReached && !queue.waiting.isEmpty }
        while !disk.isReached, let command = queue.next() {
            do {
                try startWorker(command)
                retries = 0
            } catch is ModelMinion.DiskFull {
                guard retries < Self.retriesOfAJob else {
                    retries = 0
                    try keep(command.jid, .failed, hasBegun: false)
                    continue
                }
                retries += 1
                queue.putBack(command)
                retryAt = world.instant + .seconds(1)
                return
            }
        }
    }

    /// Whether jobs wait that waited for room in the outbox.
    var hasRoomAgain: Bool { waitsForRoom && !disk.isReached }

    /// As `JobDesk.tick(at:)`.
    func tickDesk() throws {
        if hasRoomAgain || retryAt.map({ $0 <= world.instant }) == true { try startNext() }
        while let jid = withdrawn.first {
            try keep(jid, .terminated, hasBegun: false)
            withdrawn.removeFirst()
        }
    }

    /// As `JobDesk.keep(_:hasBegun:)`.
    func keep(_ jid: JobID, _ state: JobState, hasBegun: Bool = true) throws {
        running.remove(jid)
        if world.brokenRule == .removeRecordFirst {
            minion.proc[jid] = nil
            try minion.step()
        }
        let jobReturn = world.makeReturn(state)
        let isWritten = try keepOnDisk(jobReturn, of: jid)
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: isWritten, in: world)
        if isWritten || !hasBegun { try removeTraces(jid) } else { unwritten.insert(jid) }
        finished.append(jid)
    }

    /// As `JobDesk.removeTraces(_:)`.
    func removeTraces(_ jid: JobID) throws {
        try removeRecord(jid)
        try minion.step()
        minion.notes.remove(jid)
    }

    func removeRecord(_ jid: JobID) throws {
        try minion.step()
        minion.proc[jid] = nil
    }
}
