import BrineCore

@testable import BrineMinion

// The returns that the master does not have yet, counted as `ReturnShelf` counts them: what a worker puts on the disk when it
// is read first.
extension ModelDaemon {
    /// As `ReturnShelf.init`: what waits on the disk is counted.
    func countOutbox() {
        for (jid, jobReturn) in minion.outbox { _ = disk.waits(jid, bytes: OutboxBound.onDisk(jobReturn.bytes)) }
    }

    /// As `ReturnShelf.surelyHasReturn(of:)`.
    func hasReturn(of jid: JobID) -> Bool { read(jid) != nil }

    /// As `ReturnShelf.waiting(except:)`.
    func waitingReturns() -> [JobID] {
        minion.outbox.keys.sorted().filter { !machine.holds($0) && hasReturn(of: $0) }
    }

    /// As `ReturnShelf.packet(of:)`.
    func packet(of jid: JobID) -> ModelReturn? { answers[jid] ?? read(jid) }

    /// As `ReturnShelf.answer(_:)`.
    func keepInMemory(_ jobReturn: ModelReturn, of jid: JobID) {
        answers[jid] = jobReturn
        _ = memory.waits(jid, bytes: jobReturn.bytes)
    }

    /// As `ReturnShelf.keep(_:)`.
    func keepOnDisk(_ jobReturn: ModelReturn, of jid: JobID) throws -> Bool {
        do {
            try minion.write()
            minion.outbox[jid] = jobReturn
            _ = disk.waits(jid, bytes: OutboxBound.onDisk(jobReturn.bytes))
            world.note(
                "minion \(minion.index + 1) puts \(jobReturn.state.rawValue) for \(world.name(jid)) into its outbox"
            )
            return true
        } catch is ModelMinion.DiskFull {
            world.note("minion \(minion.index + 1) keeps \(jobReturn.state.rawValue) for \(world.name(jid)) in memory")
            keepInMemory(jobReturn, of: jid)
            return false
        }
    }

    /// As `ReturnShelf.forget(_:)`.
    func forgetReturn(of jid: JobID) throws -> Bool {
        if answers.removeValue(forKey: jid) != nil {
            _ = memory.left(jid)
            return true
        }
        try minion.step()
        minion.outbox[jid] = nil
        _ = disk.left(jid)
        return false
    }

    private func read(_ jid: JobID) -> ModelReturn? {
        guard let jobReturn = minion.outbox[jid] else {
            _ = disk.left(jid)
            return nil
        }
        _ = disk.waits(jid, bytes: OutboxBound.onDisk(jobReturn.bytes))
        return jobReturn
    }
}
