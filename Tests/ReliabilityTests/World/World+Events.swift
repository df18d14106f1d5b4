import BrineCore

@testable import BrineMaster

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
            .masterTick, .placeTimer, .holdReading, .readOn, .masterCrash, .masterStart, .storeRefuses, .storeWorks:
            return try takeMasters(event)
        case .enrol, .grant, .cut, .reconnect, .minionNotices, .masterNotices:
            return try takeNetworks(event)
        case .minionReads, .minionTick, .minionCrash, .minionCrashSoon, .minionStart, .wipe, .diskFills, .diskHasRoom,
            .workerStep, .workerDies, .workersSeen:
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
        case .masterReads(let minion, let index, let count):
            guard let connection = connection(minion, index), !connection.up.isEmpty, !master.outcomes.isFull else {
                return false
            }
            let messages = Array(connection.up.prefix(count))
            connection.up.removeFirst(messages.count)
            prune(minion)
            try master.receive(messages, from: minions[minion].number)
        case .masterTick: try master.tick()
        case .placeTimer: return try master.placeTimer()
        case .holdReading: return master.holdReading()
        case .readOn: return try master.readOn()
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

    /// A minion's connection, the newest first.
    func connection(_ minion: Int, _ index: Int) -> Connection? {
        let all = connections[minion]
        return all.isEmpty ? nil : all[all.count - 1 - index % all.count]
    }

    func prune(_ minion: Int) {
        connections[minion].removeAll { $0.isDead }
    }
}
