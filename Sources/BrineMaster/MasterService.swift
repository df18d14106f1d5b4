internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
public import Logging
public import ServiceLifecycle
internal import Synchronization

/// The master, from its first open socket to its last synced return.
public struct MasterService: Service {
    private let settings: MasterSettings
    private let logger: Logger
    private let ready: @Sendable () -> Void

    /// A master with its settings.
    ///
    /// - Parameters:
    ///   - settings: What it needs to know.
    ///   - logger: Where it tells of itself.
    ///   - ready: Called once, when every socket is bound and requests are answered.
    public init(settings: MasterSettings, logger: Logger, ready: @escaping @Sendable () -> Void) {
        self.settings = settings
        self.logger = logger
        self.ready = ready
    }

    /// Runs until it is told to shut down.
    ///
    /// - Throws: What keeps it from starting: a port in use, a folder that cannot be written, a store that cannot be opened.
    public func run() async throws {
        let (failures, failed) = AsyncStream<ThreadFailure>.makeStream()
        let master = try await RunningMaster(settings, logger) { thread, error in
            logger.critical("the thread of the \(thread) socket has ended: \(error)")
            failed.yield(ThreadFailure(thread: thread, reason: "\(error)"))
        }
        ready()
        logger.notice("salt-master \(brineVersion) is ready at \(settings.endpoint(settings.publishPort))")
        let failure = await withTaskGroup { group in
            for work in master.work { group.addTask { await work() } }
            let failure = await Self.end(failures)
            logger.notice("salt-master is stopping")
            await master.stop()
            group.cancelAll()
            return failure
        }
        // A master that is deaf on one socket is of no use to anybody: whoever watches over it starts it anew.
        if let failure { throw failure }
        logger.notice("salt-master has stopped")
    }

    /// Waits until the master is told to shut down, or one of its threads has ended by an error.
    private static func end(_ failures: AsyncStream<ThreadFailure>) async -> ThreadFailure? {
        await withTaskGroup(of: ThreadFailure?.self) { group in
            group.addTask {
                try? await gracefulShutdown()
                return nil
            }
            group.addTask { await failures.first { _ in true } }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

/// A master whose sockets are open: its parts, put together in the order in which each needs the one before.
private struct RunningMaster: Sendable {
    private let settings: MasterSettings
    private let logger: Logger
    private let store: SQLiteJobStore
    private let coordinator: JobCoordinator
    private let enrolment: EnrolmentDesk
    private let records: RunnerRecords
    private let control: ControlDesk

    private let zap: ZapHandler
    private let publishLink: PublishLink
    private let returnLink: ReturnLink
    private let enrolmentLink: RouterLink
    private let controlLink: RouterLink

    private let publishEvents: Inbox<PublishLink.Event>
    private let returns: Inbox<ReturnLink.Received>
    private let enrolmentEvents: Inbox<RouterLink.Event>
    private let controlEvents: Inbox<RouterLink.Event>

    private let receiving: Task<Void, Never>

    init(
        _ settings: MasterSettings,
        _ logger: Logger,
        failed: @escaping @Sendable (_ thread: String, _ error: any Error) -> Void
    ) async throws {
        self.settings = settings
        self.logger = logger
        let folders = MasterKeyFolders(settings.keyFolder)
        try folders.make()
        let keys = try OwnKeys(named: "master", in: settings.keyFolder)
        let accepted = AcceptedKeys(folders, reserved: settings.id)
        try LocalFolder.make(settings.cacheFolder)
        let throttle = Mutex(LogThrottle(interval: .seconds(60)))
        store = try SQLiteJobStore(
            path: "\(settings.cacheFolder)/jobs.sqlite",
            isSynced: settings.syncsStore
        ) { rows in
            guard let first = rows.first, throttle.withLock({ $0.count("\(first)", at: SteadyClock.now()) }) != nil
            else { return }
            logger.error("left \(rows.count) damaged job(s) out of a list: \(first)")
        }
        let roster = try await Roster(store)

        publishEvents = try Inbox(limit: 100_000)
        returns = try Inbox(limit: 64 * 1_024 * 1_024) { 200 + $0.packet.count }
        enrolmentEvents = try Inbox(limit: 10_000)
        controlEvents = try Inbox(limit: 10_000)

        // The handler first: until it answers, nobody gets in. The control socket before the ports: it is what tells a
        // second master of the same folder that the first one runs.
        let context = try BusContext(failed: failed)
        zap = try ZapHandler(context, accepted: accepted) { logger.info("refused a connection: \($0)") }
        let controlPath = MasterSettings.controlSocket(in: settings.socketFolder)
        guard LocalSocket.reasonNobodyListens(at: controlPath) != nil else { throw AlreadyRunning(path: controlPath) }
        publishLink = try PublishLink(
            context,
            endpoint: settings.endpoint(settings.publishPort),
            keys: keys,
            number: { roster.number(of: $0) },
            events: publishEvents
        )
        returnLink = try ReturnLink(
            context,
            endpoint: settings.endpoint(settings.returnPort),
            keys: keys,
            accepted: accepted,
            received: returns
        )
        enrolmentLink = try RouterLink.enrolment(
            context,
            endpoint: settings.endpoint(settings.enrolmentPort),
            events: enrolmentEvents
        )
        let controlLink = try RouterLink.control(context, path: controlPath, events: controlEvents)
        self.controlLink = controlLink

        let send: @Sendable (RouterLink.Peer, [UInt8]) -> Void = { controlLink.send($1, to: $0) }
        let gate = AdmissionGate(limit: settings.maximumHandshakes)
        let events = EventBus { controlLink.send($1, to: $0) }
        coordinator = try await JobCoordinator(
            JobCoordinator.Parts(
                store: store,
                roster: roster,
                accepted: { try accepted.snapshot().ids },
                publisher: publishLink,
                notify: send,
                events: events,
                listens: { gate.listens($0) },
                deliveryWindow: settings.deliveryWindow,
                heartbeatInterval: settings.heartbeatInterval,
                nodegroups: settings.nodegroups,
                logger: logger
            ),
            policy: Tracker.Policy(
                deliveryWindow: settings.deliveryWindow,
                silence: settings.heartbeatInterval * 3
            )
        )
        enrolment = EnrolmentDesk(
            EnrolmentDesk.Parts(
                folders: folders,
                masterKey: keys.publicKey,
                masterID: settings.id,
                roster: roster,
                accepted: { accepted.learn($0, of: $1) },
                admit: { gate.ask($0) },
                events: events,
                autoAccept: settings.autoAccept,
                maximumWaiting: settings.maximumWaitingKeys,
                publishPort: settings.publishPort,
                returnPort: settings.returnPort,
                logger: logger
            )
        )
        records = RunnerRecords(store: store, roster: roster, master: settings.id, logger: logger)
        control = ControlDesk(
            coordinator: coordinator,
            runners: RunnerDesk(
                catalogue: .standard,
                context: RunnerContext(
                    coordinator: coordinator,
                    store: store,
                    roster: roster,
                    gatherJobTimeout: settings.gatherJobTimeout,
                    logger: logger
                ),
                records: records,
                events: events,
                master: settings.id
            ),
            events: events,
            send: send,
            logger: logger
        )
        receiving = Task { [returns, coordinator] in
            while let batch = await returns.next() { await coordinator.receive(batch) }
        }
        if !settings.syncsStore {
            logger.warning("store_sync is False: a loss of power takes back what was acknowledged in the last seconds")
        }
        let allowed = try accepted.snapshot()
        for problem in allowed.problems + allowed.refusals { logger.warning("\(problem)") }
    }

    /// What runs side by side until the master stops: one task for each inbox, so that what came in order is handled in
    /// order, and two for time.
    var work: [@Sendable () async -> Void] {
        [
            { while let events = await publishEvents.next() { await coordinator.note(events) } },
            { while let events = await enrolmentEvents.next() { await enrol(events) } },
            { while let events = await controlEvents.next() { await serve(events) } },
            { await every(min(.seconds(1), settings.heartbeatInterval)) { await coordinator.tick() } },
            { await every(.seconds(60)) { await expire() } },
        ]
    }

    /// Stops in the order in which nothing is lost: no new jobs, no new returns, then what was received to the disk.
    func stop() async {
        await coordinator.stopPublishing()
        enrolmentLink.stop()
        returnLink.stop()
        returns.close()
        await receiving.value
        await coordinator.finishCommitting()
        controlLink.stop()
        await records.finish()
        publishLink.stop()
        zap.stop()
        for close in [publishEvents.close, enrolmentEvents.close, controlEvents.close] { close() }
        do {
            try store.close()
        } catch {
            logger.error("cannot close the job store: \(error)")
        }
    }

    private func enrol(_ events: [RouterLink.Event]) async {
        for case .received(let peer, let packet) in events {
            if let answer = await enrolment.answer(packet) { enrolmentLink.send(answer, to: peer) }
        }
    }

    /// Each request runs on its own, so that a runner that waits for minions holds up nobody.
    private func serve(_ events: [RouterLink.Event]) async {
        for event in events {
            switch event {
            case .received(let peer, let packet): Task { await control.handle(packet, from: peer) }
            case .lost(let peer): await coordinator.forget(peer)
            }
        }
    }

    private func expire() async {
        do {
            try await coordinator.forgetGrains()
        } catch {
            logger.error("cannot forget the grains of minions that are gone: \(error)")
        }
        guard settings.keepJobs > .zero else { return }
        do {
            try await coordinator.removeJobs(olderThan: settings.keepJobs)
        } catch {
            logger.error("cannot remove old jobs: \(error)")
        }
    }

    private func every(_ interval: Duration, _ body: () async -> Void) async {
        var last = ContinuousClock.now
        while !Task.isCancelled {
            // Where this process or its machine stood still, what came meanwhile is looked at before any verdict. A standstill
            // that is let pass must be short against the silence of three heartbeats.
            if ContinuousClock.now - last < interval + min(.seconds(5), settings.heartbeatInterval) { await body() }
            last = .now
            try? await Task.sleep(for: interval)
        }
    }
}

/// Another master serves the same control socket.
struct AlreadyRunning: Error, CustomStringConvertible {
    let path: String

    var description: String { "another salt-master is running: it answers at \(path)" }
}

/// The thread of a socket has ended by an error.
struct ThreadFailure: Error, Sendable, CustomStringConvertible {
    let thread: String
    let reason: String

    var description: String { "the thread of the \(thread) socket has ended: \(reason)" }
}
