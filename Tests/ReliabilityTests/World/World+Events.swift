import BrineCore
import BrineWire

@testable import BrineMaster
@testable import BrineMinion

// What each event does.
extension World {
    /// Lets an event happen, and checks what it did.
    ///
    /// - Returns: whether it could happen.
    /// - Throws: The promise that it broke.
    func happen(_ event: Event) throws(Violation) -> Bool {
        guard try take(event) else { return false }
        ledger.happened(event)
        if let master { try ledger.check(master.tracker) }
        return true
    }

    private func take(_ event: Event) throws(Violation) -> Bool {
        switch event {
        case .advance(let milliseconds):
            elapsed += Int64(milliseconds) * 1_000
            return true
        case .calm:
            try drain()
            return true
        case .clockStep(let seconds):
            note("the master's wall clock is set by \(seconds) s")
            clockError += Int64(seconds) * 1_000_000
            return true
        case .publish, .cancel, .watch, .keepJob, .publishJob, .commit, .turn, .keepReceipts, .note, .masterReads,
            .masterTick, .placeTimer, .masterCrash, .masterStart, .storeRefuses, .storeWorks:
            return try takeMasters(event)
        case .enrol, .grant, .cut, .reconnect, .minionNotices, .masterNotices:
            return try takeNetworks(event)
        case .minionReads, .minionTick, .minionCrash, .minionCrashSoon, .minionStart, .wipe, .workerStep, .workerDies,
            .workersSeen:
            return try takeMinions(event)
        }
    }

    private func takeMasters(_ event: Event) throws(Violation) -> Bool {
        switch event {
        case .storeRefuses:
            guard !storeRefuses else { return false }
            note("the store refuses from now on")
            storeRefuses = true
            return true
        case .storeWorks:
            guard storeRefuses else { return false }
            note("the store works again")
            storeRefuses = false
            return true
        case .masterStart:
            guard master == nil else { return false }
            note("the master is started")
            master = ModelMaster(self)
            return true
        default: break
        }
        guard let master else { return false }
        switch event {
        case .publish(let publication):
            guard jobs.count < scenario.jobs else { return false }
            master.publish(publication)
        case .cancel(let index):
            guard !jobs.isEmpty else { return false }
            return try master.cancel(jobs[index % jobs.count])
        case .watch(let index):
            guard !jobs.isEmpty else { return false }
            return try master.watch(jobs[index % jobs.count])
        case .keepJob: return master.keepJob()
        case .publishJob: return try master.publishJob()
        case .commit: return try master.commit()
        case .turn: return try master.keepTurn()
        case .keepReceipts: return master.keepReceipts()
        case .note: return try master.takeNote()
        case .masterReads(let minion, let index):
            guard let connection = connection(minion, index), !connection.up.isEmpty, !master.outcomes.isFull else {
                return false
            }
            let message = connection.up.removeFirst()
            prune(minion)
            try master.take(message, from: minions[minion].number)
        case .masterTick: try master.tick()
        case .placeTimer: return try master.placeTimer()
        case .masterCrash(let arriving, let unsynced): crash(arriving: arriving, unsynced: unsynced)
        default: return false
        }
        return true
    }

    /// The master is gone, and with it all that it had not read; what it had sent may still arrive.
    private func crash(arriving: Int, unsynced: Int) {
        note("the master is killed")
        master = nil
        if scenario.isUnsynced { store.lose(unsynced) }
        for connection in connections.joined() {
            connection.isOrphan = true
            connection.cut(down: arriving, up: 0)
        }
        for index in connections.indices { prune(index) }
    }

    private func takeNetworks(_ event: Event) throws(Violation) -> Bool {
        switch event {
        case .enrol(let index, let isLost):
            let minion = minions[index]
            guard minion.isAsking else { return false }
            if isLost {
                minion.isAsking = false
                return true
            }
            guard master != nil else { return false }
            minion.isAsking = false
            return try minion.inDaemon { daemon in
                note("minion \(index + 1) connects")
                try daemon.act(
                    daemon.machine.answered(
                        .accepted(minion.number, publishPort: 1, returnPort: 2),
                        at: instant
                    )
                )
            }
        case .grant(let minion, let index):
            guard let connection = connection(minion, index), let master, !connection.isGranted, !connection.isOrphan
            else { return false }
            connection.isGranted = true
            master.notes.append(.subscribed(minion))
        case .cut(let minion, let down, let up):
            guard let connection = minions[minion].connection, !connection.isCut else { return false }
            note("the connection of minion \(minion + 1) is cut")
            connection.cut(down: down, up: up)
        case .reconnect(let index):
            let minion = minions[index]
            guard let old = minion.connection, old.isCut || old.isOrphan, master != nil else { return false }
            note("the sockets of minion \(index + 1) connect anew by themselves")
            let new = connect(index)
            new.down = old.down
            new.isReplacement = true
            minion.disconnect()
            minion.connection = new
            prune(index)
        case .minionNotices(let index):
            let minion = minions[index]
            guard let connection = minion.connection, connection.hasEnded else { return false }
            note("minion \(index + 1) notices that its connection has ended")
            try minion.inDaemon { try $0.act($0.machine.disconnected("cut", at: instant)) }
            prune(index)
        case .masterNotices(let minion, let index):
            guard let master, let connection = connection(minion, index), connection.isGranted, !connection.isOrphan,
                !connection.isEndedAtMaster, connection.isCut || !connection.isOpenAtMinion
            else { return false }
            connection.isEndedAtMaster = true
            connection.isCut = true
            master.notes.append(.unsubscribed(minion))
            prune(minion)
        default: return false
        }
        return true
    }

    private func takeMinions(_ event: Event) throws(Violation) -> Bool {
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
            guard minions[index].daemon == nil else { return false }
            note("the disk of minion \(index + 1) is lost")
            minions[index].wipe()
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

    /// A minion's connection, the newest first.
    private func connection(_ minion: Int, _ index: Int) -> Connection? {
        let all = connections[minion]
        return all.isEmpty ? nil : all[all.count - 1 - index % all.count]
    }

    private func prune(_ minion: Int) {
        connections[minion].removeAll { $0.isDead }
    }
}
