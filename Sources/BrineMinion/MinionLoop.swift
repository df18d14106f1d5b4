internal import BrineCore
internal import BrineFailpoints
internal import BrineTransport
internal import BrineWire
internal import Logging

/// What the minion's one thread does: waits for the bus, its workers and time, and does what the machine decides.
///
/// Nothing here takes long: what can wait or run something is a worker's. A thread that is busy is deaf.
final class MinionLoop {
    private let settings: MinionSettings
    private let logger: Logger
    private let stop: Int32
    private var isStopping = false
    private let keys: OwnKeys
    private let pin: MasterPin
    private let boot: String
    private let lock: FolderLock

    private let link: MinionLink
    private var machine: MinionMachine
    private let desk: JobDesk
    /// Nil where the system gives no more watches: what arrives is then found with the next heartbeat.
    private var arrivals: OutboxWatch?
    private var masterKey: PublicKey?
    private var window = SendingWindow()
    private var nextCleanUp = ContinuousClock.now
    private var grainsReport = GrainsReport()

    private static let cleanUpInterval = Duration.seconds(600)

    init(_ settings: MinionSettings, _ logger: Logger, stop: Int32) throws {
        self.settings = settings
        self.logger = logger
        self.stop = stop
        lock = try FolderLock(settings.cacheFolder)
        keys = try OwnKeys(named: "minion", in: settings.keyFolder)
        pin = MasterPin(in: settings.keyFolder, finger: settings.masterFinger)
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        boot = String(seed, radix: 16)
        let link = try MinionLink()
        self.link = link
        machine = MinionMachine(
            id: settings.id,
            policy: MinionMachine.Policy(
                acceptanceWait: settings.acceptanceWait,
                acceptanceWaitMax: settings.acceptanceWaitMax,
                reconnectInterval: settings.reconnectInterval
            ),
            seed: seed,
            at: .now
        )
        desk = try JobDesk(
            settings,
            executable: .own(log: settings.logFile),
            logger: logger,
            watching: link.watch
        )
        link.watch(stop)
        watchOutbox()
    }

    /// Runs until it is told to stop.
    ///
    /// - Throws: What it cannot go on with, such as a master with a key that is not trusted.
    func run() throws {
        while !isStopping {
            try act(machine.tick(at: .now))
            desk.tick()
            try sendFinished()
            let next = min(machine.nextDeadline, desk.nextDeadline ?? machine.nextDeadline)
            let pause = ContinuousClock.now.duration(to: next)
            var readable: [Int32] = []
            for event in try link.wait(max(pause, .zero)) {
                if case .readable(let descriptor) = event { readable.append(descriptor) } else { try handle(event) }
            }
            try handle(readable: readable)
        }
    }

    /// Looks after the jobs that an earlier run has left.
    ///
    /// - Throws: ``FileError`` where they cannot be found out: a job that nobody remembers would be run again.
    func adopt() throws {
        for jid in try desk.adopt() { machine.adopt(jid) }
        for jid in desk.takeFinished() { _ = machine.ended(jid, at: .now) }
        for jid in try desk.waitingReturns(except: machine.holds) { _ = machine.ended(jid, at: .now) }
    }

    // MARK: Events

    private func handle(_ event: MinionLink.Event) throws {
        switch event {
        case .enrolment(let packet): try enrolled(packet)
        case .published(let packet, let onOwnTopic): try published(packet, onOwnTopic: onOwnTopic)
        case .disconnected(let reason): try act(machine.disconnected(reason, at: .now))
        case .readable(let descriptor): try handle(readable: [descriptor])
        }
    }

    /// Descriptors are readable: of the stop, of the outbox, and of workers that have ended.
    private func handle(readable descriptors: [Int32]) throws {
        var workers: [Int32] = []
        for descriptor in descriptors {
            if descriptor == stop {
                isStopping = true
            } else if descriptor == arrivals?.descriptor {
                takeArrivals()
            } else {
                link.unwatch(descriptor)
                workers.append(descriptor)
            }
        }
        desk.workersEnded(workers)
        try sendFinished()
    }

    /// Takes in returns that somebody else has left; those of workers are taken when the worker has ended.
    ///
    /// What cannot be listed now is looked for again with each heartbeat.
    private func takeArrivals() {
        do {
            try lookForArrivals()
        } catch {
            logger.error("cannot look for returns in the outbox: \(error)")
        }
    }

    /// Has arrivals in the outbox wake the loop, where the system has a watch left: all processes of a user share a few.
    private func watchOutbox() {
        do {
            let watch = try OutboxWatch(settings.outboxFolder)
            link.watch(watch.descriptor)
            arrivals = watch
        } catch {
            arrivals = nil
            logger.warning("\(error); what salt-call leaves for the master is found with the next heartbeat")
        }
    }

    private func lookForArrivals() throws {
        arrivals?.clear()
        if let watch = arrivals, !watch.isThere {
            link.unwatch(watch.descriptor)
            try desk.makeOutbox()
            watchOutbox()
        }
        for jid in try desk.waitingReturns(except: machine.holds) { try act(machine.ended(jid, at: .now)) }
    }

    private func enrolled(_ packet: [UInt8]) throws {
        do {
            let answer = try EnrolmentAnswer(packet: packet)
            guard let key = PublicKey(answer.masterKey) else { return }
            if try pin.check(key) {
                logger.notice("trusting the master's key from now on: \(key.fingerprint)")
            }
            masterKey = key
            try act(machine.answered(answer.decision, at: .now))
        } catch let error as WireError {
            logger.warning("the enrolment answer makes no sense: \(error)")
        }
    }

    private func published(_ packet: [UInt8], onOwnTopic: Bool) throws {
        do {
            let opened = try OpenedPacket(packet)
            switch opened.kind {
            case .command:
                let command = try CommandMessage(fields: opened.fields).command
                try act(machine.received(command, onOwnTopic: onOwnTopic, at: .now))
            case .acknowledgement:
                let jids = try AcknowledgementMessage(fields: opened.fields).jids
                try act(machine.acknowledged(jids))
                for jid in window.acknowledged(jids) where machine.holds(jid) { try sendReturn(jid) }
            case .welcome:
                grainsReport.renew()
                try act(machine.welcomed(WelcomeMessage(fields: opened.fields), at: .now))
            default:
                throw WireError.unexpectedKind(opened.kind.rawValue)
            }
        } catch let error as WireError {
            logger.warning("a message from the master makes no sense: \(error)")
        }
    }

    // MARK: Actions

    private func act(_ actions: [MinionMachine.Action]) throws {
        for action in actions { try act(action) }
    }

    private func act(_ action: MinionMachine.Action) throws {
        switch action {
        case .ask:
            let request = EnrolmentRequest(id: settings.id, publicKey: keys.publicKey.description)
            try link.enrol(request.packet, at: settings.endpoint(settings.enrolmentPort))
        case .open(let number, let publishPort, let returnPort):
            guard let masterKey else { return }
            link.closeEnrolment()
            try link.open(
                publish: settings.endpoint(publishPort),
                returns: settings.endpoint(returnPort),
                number: number,
                keys: keys,
                master: masterKey
            )
        case .closeBus:
            link.closeBus()
            window.clear()
        case .run(let command): try run(command)
        case .sendReceipt(let jids):
            _ = try link.push(ReceiptMessage(jids: jids).packet)
            Failpoint.reached(.minionReceiptSent)
        case .sendReturn(let jid): try sendReturn(jid)
        case .sendHeartbeat(let jids):
            defer {
                takeArrivals()
                cleanUpSometimes()
            }
            try keepLock()
            guard !window.isStuck(at: .now) else {
                return try act(machine.disconnected("it acknowledges nothing", at: .now))
            }
            _ = try link.push(
                HeartbeatMessage(boot: boot, clock: .now(), after: machine.welcomedAfter, jids: jids).packet
            )
            try reportGrains()
        case .forget(let jid):
            Failpoint.reached(.minionAcknowledged)
            desk.forget(jid)
            Failpoint.reached(.minionReturnRemoved)
        case .tell(let notice): tell(notice)
        }
    }

    /// Sees that no second minion works in the folder: looked at with each heartbeat, since somebody may have emptied it.
    private func keepLock() throws {
        do {
            try lock.renew()
        } catch let error as FileError {
            logger.error("\(error); a second minion would not be kept off")
        }
    }

    /// Tells the master the grains, where it does not know them; looked at with each heartbeat.
    private func reportGrains() throws {
        switch grainsReport.step(desk.currentGrains) {
        case .nothing: break
        case .send(let packet): if try !link.push(packet) { grainsReport.renew() }
        case .refused(let reason):
            logger.error("the master takes no such grains and cannot target by them: \(reason)")
        }
    }

    private func run(_ command: Command) throws {
        Failpoint.reached(.minionCommandReceived)
        let start = desk.start(command)
        // One that is held comes again and again; that there is no room was said when it was so.
        logger.log(
            level: start == .held ? .debug : .info,
            "job \(command.jid): \(command.calls) for \(command.user)"
        )
        switch start {
        case .answered: break
        case .taken: try act(.sendReceipt([command.jid]))
        case .held:
            // Without a receipt it is delivered again, until its window closes.
            logger.debug("job \(command.jid) is not taken: no room for its return")
            machine.forget(command.jid)
        }
        try sendFinished()
    }

    private func sendFinished() throws {
        for jid in desk.takeFinished() { try act(machine.ended(jid, at: .now)) }
    }

    /// What is kept of ended jobs is looked at with a heartbeat, so that nothing else wakes an idle minion.
    private func cleanUpSometimes() {
        guard ContinuousClock.now >= nextCleanUp else { return }
        nextCleanUp = .now + Self.cleanUpInterval
        desk.cleanUp()
        // Most of the code was needed for the start alone.
        CodePages.letGo()
    }

    private func sendReturn(_ jid: JobID) throws {
        // Not read where there is no room for it: a full outbox is much to read in vain, again and again.
        if let size = desk.size(of: jid), window.holdsBack(jid, bytes: size, at: .now) { return }
        let packet: [UInt8]?
        do {
            packet = try desk.packet(of: jid)
        } catch {
            // It is there and cannot be read now: the machine sends it again by and by.
            return logger.error("\(error)")
        }
        if let packet {
            guard window.admits(jid, bytes: packet.count, at: .now) else { return }
            Failpoint.reached(.minionReturnUnsent)
            _ = try link.push(packet)
            Failpoint.reached(.minionReturnSent)
        } else {
            // Somebody emptied the outbox under us: there is nothing left to send, and the master learns it is lost.
            logger.error("the return of job \(jid) is gone from the outbox")
            machine.forget(jid)
        }
    }

    private func tell(_ notice: MinionMachine.Notice) {
        switch notice {
        case .waiting(.unaccepted):
            logger.warning(
                "waiting to be accepted: run 'salt-key -a \(settings.id)' on the master; this key: \(keys.publicKey.fingerprint)"
            )
        case .waiting(.rejected): logger.error("the master has rejected this minion's key")
        case .waiting(.denied):
            logger.error("the master has another key under the id \(settings.id); this one is denied")
        case .waiting(.full): logger.warning("too many keys wait at the master; asking again")
        case .waiting(.accepted), .waiting(.busy): break
        case .busy(let wait): logger.info("the master is busy letting others in; asking again in \(wait.secondsText) s")
        case .connected: logger.notice("connected to the master \(settings.master)")
        case .disconnected(let reason): logger.warning("lost the master \(settings.master): \(reason)")
        case .late(let jid): logger.warning("job \(jid) came after its delivery window and is not run")
        }
    }
}
