import BrineCore
import BrineWire

@testable import BrineMinion

// The order in which `JobDesk` writes: a job is in `proc/` before its worker has it, and its return is in the outbox before
// it leaves `proc/`.
extension ModelDaemon {
    /// `JobDesk.start(_:)`; whether the job was taken, and not answered.
    func start(_ command: Command) throws -> Bool {
        let jid = command.jid
        switch world.functions[jid] {
        case .inline, nil: try answer(jid, .succeeded)
        case .end(let job):
            signal(job)
            try answer(jid, .succeeded)
            afterAnswer()
        case .worker:
            if queue.hasRoom {
                try startWorker(command)
            } else {
                try enqueue(command)
            }
            return true
        }
        return false
    }

    private func answer(_ jid: JobID, _ state: JobState) throws {
        let jobReturn = world.makeReturn(state)
        answers[jid] = jobReturn
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: false, in: world)
        finished.append(jid)
    }

    /// `RunningJobs.signal(_:_:by:)` with the TERM of `saltutil.term_job`
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

    /// `JobDesk.afterAnswer()`; the returns are written by ``tickDesk()``.
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
        try minion.step()
        minion.proc[record.command.jid] = record
    }

    private func startNext() throws {
        while let command = queue.next() { try startWorker(command) }
    }

    /// `JobDesk.tick(at:)`
    func tickDesk() throws {
        while let jid = withdrawn.first {
            try keep(jid, .terminated)
            withdrawn.removeFirst()
        }
    }

    /// `JobDesk.keep(_:hasBegun:)`
    private func keep(_ jid: JobID, _ state: JobState) throws {
        running.remove(jid)
        if world.fault == .removeRecordFirst {
            minion.proc[jid] = nil
            try minion.step()
        }
        try minion.step()
        let jobReturn = world.makeReturn(state)
        minion.outbox[jid] = jobReturn
        world.note("minion \(minion.index + 1) puts \(state.rawValue) for \(world.name(jid)) into its outbox")
        try world.ledger.made(jobReturn, of: jid, minion.number, isDurable: true, in: world)
        try removeRecord(jid)
        finished.append(jid)
    }

    private func removeRecord(_ jid: JobID) throws {
        try minion.step()
        minion.proc[jid] = nil
    }

    /// `JobDesk.workersEnded(_:)`, for all that have.
    func lookAtWorkers() throws {
        let ended = minion.workers.filter { $0.stage == .gone && watched.contains($0.pid) }
        for worker in ended {
            watched.remove(worker.pid)
            minion.workers.removeAll { $0.pid == worker.pid }
            queue.ended(worker.jid)
            if minion.outbox[worker.jid] != nil {
                running.remove(worker.jid)
                try removeRecord(worker.jid)
                finished.append(worker.jid)
            } else if world.fault == .silentDeath {
                running.remove(worker.jid)
                minion.proc[worker.jid] = nil
                machine.forget(worker.jid)
            } else {
                try keep(worker.jid, .lost)
            }
        }
        if !ended.isEmpty { try startNext() }
        try sendFinished()
    }

    /// `JobDesk.adopt()`; the jobs that still run or wait.
    func adopt() throws -> [JobID] {
        if world.fault == .forgetRecords { minion.proc = [:] }
        var held: [JobID] = []
        for (jid, record) in minion.proc.sorted(by: { $0.key < $1.key }) where try adopt(jid, record) {
            held.append(jid)
        }
        // What has ended unseen and has no record is reaped by whoever comes after.
        minion.workers.removeAll { $0.stage == .gone && !watched.contains($0.pid) }
        try startNext()
        return held
    }

    private func adopt(_ jid: JobID, _ record: ModelMinion.Record) throws -> Bool {
        guard let pid = record.worker else {
            if minion.outbox[jid] != nil {
                try removeRecord(jid)
                return false
            }
            running.insert(jid)
            queue.append(record.command)
            return true
        }
        if minion.workers.contains(where: { $0.pid == pid && $0.stage != .gone }) {
            running.insert(jid)
            queue.started(jid)
            watched.insert(pid)
            return true
        }
        if minion.outbox[jid] != nil {
            try removeRecord(jid)
            return false
        }
        try keep(jid, .lost)
        return false
    }
}
