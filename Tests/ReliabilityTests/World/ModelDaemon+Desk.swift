import BrineCore

@testable import BrineMinion

// The order in which `JobDesk` writes: a job is in `proc/` before its worker has it, and its return is in the outbox before
// it leaves `proc/`.
extension ModelDaemon {
    private static let retriesOfAJob = 60

    /// As `JobDesk.start(_:)`.
    func start(_ command: Command) throws -> JobDesk.Start {
        let jid = command.jid
        guard answers.count < returnBound else { return .held }
        switch world.functions[jid] {
        case .inline, nil: try answer(jid, .succeeded)
        case .end(let job):
            signal(job)
            try answer(jid, .succeeded)
            afterAnswer()
        case .worker:
            guard !isOutboxFull else { return .held }
            do {
                if queue.hasRoom { try startWorker(command) } else { try enqueue(command) }
                return .taken
            } catch is ModelMinion.DiskFull {
                try answer(jid, .failed)
            }
        }
        return .answered
    }

    private var returnBound: Int { world.scenario.returnBound ?? .max }

    /// Whether as many returns wait for the master as may.
    private var isOutboxFull: Bool { minion.outbox.count >= returnBound }

    private func answer(_ jid: JobID, _ state: JobState) throws {
        let jobReturn = world.makeReturn(state)
        answers[jid] = jobReturn
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: false, in: world)
        finished.append(jid)
    }

    /// As `RunningJobs.signal(_:_:by:)` with the TERM of `saltutil.term_job`.
    private func signal(_ jid: JobID) {
        guard running.contains(jid) else { return }
        if let place = minion.workers.firstIndex(where: { $0.jid == jid && $0.stage != .gone }) {
            world.note("minion \(minion.index + 1) sends SIGTERM to \(world.name(jid))")
            minion.workers[place].isSignalled = true
        } else if queue.waiting.contains(where: { $0.jid == jid }) {
            world.note("minion \(minion.index + 1) takes \(world.name(jid)) from its queue")
            running.remove(jid)
            withdrawn.append(jid)
        }
    }

    /// As `JobDesk.afterAnswer()`; the returns are written by ``tickDesk()``.
    private func afterAnswer() {
        for jid in withdrawn where queue.withdraw(jid) != nil { minion.proc[jid] = nil }
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
        guard world.fault != .noRecord else { return }
        try minion.write()
        minion.proc[record.command.jid] = record
    }

    func startNext() throws {
        retryAt = nil
        defer { waitsForRoom = isOutboxFull && !queue.waiting.isEmpty }
        while !isOutboxFull, let command = queue.next() {
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
    var hasRoomAgain: Bool { waitsForRoom && !isOutboxFull }

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
        if world.fault == .removeRecordFirst {
            minion.proc[jid] = nil
            try minion.step()
        }
        let jobReturn = world.makeReturn(state)
        let isWritten = try write(jobReturn, of: jid)
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: isWritten, in: world)
        if isWritten || !hasBegun { try removeRecord(jid) } else { unwritten.insert(jid) }
        finished.append(jid)
    }

    /// As `ReturnShelf.keep(_:)`.
    private func write(_ jobReturn: ModelReturn, of jid: JobID) throws -> Bool {
        do {
            try minion.write()
            minion.outbox[jid] = jobReturn
            world.note(
                "minion \(minion.index + 1) puts \(jobReturn.state.rawValue) for \(world.name(jid)) into its outbox"
            )
            return true
        } catch is ModelMinion.DiskFull {
            world.note("minion \(minion.index + 1) keeps \(jobReturn.state.rawValue) for \(world.name(jid)) in memory")
            answers[jid] = jobReturn
            return false
        }
    }

    func removeRecord(_ jid: JobID) throws {
        try minion.step()
        minion.proc[jid] = nil
    }
}
