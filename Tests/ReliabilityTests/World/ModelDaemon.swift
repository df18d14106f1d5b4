import BrineCore
import BrineWire

@testable import BrineMinion

/// A running minion: a real machine, a real queue, and the order of `MinionLoop` around them.
///
/// It is gone with all that is in it when it is killed; each durable step may be the last.
final class ModelDaemon {
    unowned let minion: ModelMinion
    var machine: MinionMachine
    var queue: JobQueue
    /// The workers that it waits for.
    var watched: Set<Int> = []
    /// The jobs that run or wait, as `saltutil` sees them.
    var running: Set<JobID> = []
    /// As `ReturnShelf.answers`.
    var answers: [JobID: ModelReturn] = [:]
    /// As `ReturnShelf.disk`.
    var disk: OutboxBound
    /// As `ReturnShelf.memory`.
    var memory: OutboxBound
    /// As `JobDesk.finished`.
    var finished: [JobID] = []
    /// As `JobDesk.withdrawn`.
    var withdrawn: [JobID] = []
    /// As `JobDesk.unwritten`.
    var unwritten: Set<JobID> = []
    /// As `JobDesk.waitsForRoom`.
    var waitsForRoom = false
    /// As `JobDesk.retryAt`.
    var retryAt: ContinuousClock.Instant?
    /// As `JobDesk.retries`.
    var retries = 0

    var world: World { minion.world }

    init(_ minion: ModelMinion, seed: UInt64) {
        self.minion = minion
        machine = MinionMachine(id: Self.id(minion.index), seed: seed, at: minion.world.instant)
        let scenario = minion.world.scenario
        queue = JobQueue(bound: scenario.processCountMax)
        disk = OutboxBound(bytes: scenario.outboxLimit, returns: OutboxBound.returnsOnDisk)
        memory = OutboxBound(bytes: OutboxBound.inMemory.bytes, returns: scenario.answerBound)
        countOutbox()
    }

    private static let ids = ["a", "b", "c"].compactMap { MinionID($0) }

    private static func id(_ index: Int) -> MinionID { ids[index % ids.count] }

    /// As `MinionLoop.adopt()`.
    func begin() throws {
        for jid in try adopt() { machine.adopt(jid) }
        for jid in takeFinished() { _ = machine.ended(jid, at: world.instant) }
        guard world.brokenRule != .forgetOutbox else { return }
        for jid in waitingReturns() { _ = machine.ended(jid, at: world.instant) }
    }

    /// As `MinionLoop.published(_:onOwnTopic:)`.
    func take(_ message: Downward) throws {
        switch message {
        case .welcome(let welcome, let sentAt, let master):
            world.note("minion \(minion.index + 1) is welcomed")
            minion.welcome = (world.elapsed - sentAt, master)
            try act(machine.welcomed(welcome, at: world.instant))
        case .command(var command, let isOnOwnTopic, let master):
            let end = command.deliverBefore
            if world.brokenRule == .noWindow { command.deliverBefore = end + .seconds(100_000) }
            world.note("minion \(minion.index + 1) reads the command of \(world.name(command.jid))")
            let actions = machine.received(command, onOwnTopic: isOnOwnTopic, at: world.instant)
            if case .run? = actions.first { try world.ledger.taken(command.jid, minion, before: end, of: master) }
            try act(actions)
        case .acknowledgement(let jids):
            world.note("minion \(minion.index + 1) reads the acknowledgement of \(jids.map(world.name))")
            try act(machine.acknowledged(jids))
        }
    }

    /// One turn of `MinionLoop.run()` in which time has passed.
    func tick() throws {
        try act(machine.tick(at: world.instant))
        try tickDesk()
        try sendFinished()
    }

    func act(_ actions: [MinionMachine.Action]) throws {
        for action in actions {
            switch action {
            case .ask: minion.isAsking = true
            case .open: minion.connection = world.connect(minion.index)
            case .closeBus: minion.disconnect()
            case .run(let command): try run(command)
            case .sendReceipt(let jids): push(.receipt(jids))
            case .sendReturn(let jid): try sendReturn(jid)
            case .sendHeartbeat(let jids):
                push(.heartbeat(jids, after: machine.welcomedAfter))
                guard world.brokenRule != .forgetOutbox else { continue }
                for jid in waitingReturns() { try act(machine.ended(jid, at: world.instant)) }
            case .forget(let jid):
                let jobReturn = answers[jid] ?? minion.outbox[jid]
                if let jobReturn { try world.ledger.acknowledged(jobReturn, of: jid, minion.number, in: world) }
                if try forgetReturn(of: jid), unwritten.remove(jid) != nil { try removeTraces(jid) }
            case .tell(.late(let jid)):
                world.note("minion \(minion.index + 1): \(world.name(jid)) came too late")
            case .tell: break
            }
        }
    }

    /// As `MinionLoop.run(_:)`.
    private func run(_ command: Command) throws {
        switch try start(command) {
        case .answered: break
        case .taken:
            try minion.step()
            push(.receipt([command.jid]))
        case .held: machine.forget(command.jid)
        }
        try sendFinished()
    }

    func sendFinished() throws {
        for jid in takeFinished() { try act(machine.ended(jid, at: world.instant)) }
    }

    private func takeFinished() -> [JobID] {
        defer { finished = [] }
        return finished
    }

    private func sendReturn(_ jid: JobID) throws {
        guard let jobReturn = packet(of: jid) else { return machine.forget(jid) }
        push(.jobReturn(jid, jobReturn))
        if world.brokenRule == .removeReturnWhenSent {
            _ = try forgetReturn(of: jid)
            machine.forget(jid)
        }
    }

    private func push(_ message: Upward) {
        // With ZMQ_IMMEDIATE nothing waits for a connection that is not there.
        guard let connection = minion.connection, !connection.isCut, !connection.isOrphan else { return }
        connection.up.append(message)
    }
}
