import BrineCore

@testable import BrineMinion

// What becomes of jobs whose workers have ended, and of those that an earlier run has left.
extension ModelDaemon {
    /// As `JobDesk.workersEnded(_:)`, for all that have.
    func lookAtWorkers() throws {
        let ended = minion.workers.filter { $0.stage == .gone && watched.contains($0.pid) }
        for worker in ended {
            watched.remove(worker.pid)
            minion.workers.removeAll { $0.pid == worker.pid }
            queue.ended(worker.jid)
            if hasReturn(of: worker.jid) {
                running.remove(worker.jid)
                try removeTraces(worker.jid)
                finished.append(worker.jid)
            } else if world.brokenRule == .silentDeath {
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

    /// As `JobDesk.adopt()`; the jobs that still run or wait.
    func adopt() throws -> [JobID] {
        if world.brokenRule == .forgetRecords { minion.proc = [:] }
        var held: [JobID] = []
        for (jid, record) in minion.proc.sorted(by: { $0.key < $1.key }) where try adopt(jid, record) {
            held.append(jid)
        }
        // What has ended unseen and has no record is reaped by whoever comes after.
        minion.workers.removeAll { $0.stage == .gone && !watched.contains($0.pid) }
        // As `SignalNotes.removeAll(except:)`.
        for jid in minion.notes.subtracting(held).subtracting(unwritten).sorted() {
            try minion.step()
            minion.notes.remove(jid)
        }
        try startNext()
        return held
    }

    private func adopt(_ jid: JobID, _ record: ModelMinion.Record) throws -> Bool {
        guard let pid = record.worker else {
            if hasReturn(of: jid) {
                try removeRecord(jid)
                return false
            }
            if minion.notes.contains(jid), world.brokenRule != .forgetWithdrawals {
                try keep(jid, .terminated, hasBegun: false)
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
        if hasReturn(of: jid) {
            try removeRecord(jid)
            return false
        }
        try keep(jid, .lost)
        return false
    }
}
