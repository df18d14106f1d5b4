import BrineCore

@testable import BrineMaster

// What events at the minions do.
extension World {
    func takeMinions(_ event: Event) throws(Violation) -> Bool {
        switch event {
        case .minionReads(let index):
            let minion = minions[index]
            guard let connection = minion.connection, !connection.down.isEmpty else { return false }
            let message = connection.down.removeFirst()
            return try minion.inDaemon { try $0.take(message) }
        case .minionTick(let index): return try minions[index].inDaemon { try $0.tick() }
        case .minionCrash(let index):
            guard minions[index].daemon != nil else { return false }
            minions[index].kill()
            prune(index)
        case .minionCrashSoon(let index, let steps):
            guard minions[index].daemon != nil, minions[index].fuse == nil else { return false }
            minions[index].fuse = steps
        case .minionStart(let index):
            guard minions[index].daemon == nil else { return false }
            note("minion \(index + 1) is started")
            minions[index].start()
            try minions[index].inDaemon { try $0.begin() }
        case .wipe(let index):
            if minions[index].daemon != nil { minions[index].kill() }
            prune(index)
            note("the disk of minion \(index + 1) is lost")
            minions[index].wipe()
        case .diskFills(let index), .diskHasRoom(let index):
            let isFull = event.kind == .diskFills
            guard minions[index].isDiskFull != isFull else { return false }
            note("the disk of minion \(index + 1) \(isFull ? "is full" : "has room again")")
            minions[index].isDiskFull = isFull
        case .workerStep(let index, let worker, let state): return try minions[index].workerStep(worker, state)
        case .workerDies(let index, let worker): return minions[index].workerDies(worker)
        case .workersSeen(let index):
            let minion = minions[index]
            guard let daemon = minion.daemon,
                minion.workers.contains(where: { $0.stage == .gone && daemon.watched.contains($0.pid) })
            else { return false }
            return try minion.inDaemon { try $0.lookAtWorkers() }
        default: return false
        }
        return true
    }
}
