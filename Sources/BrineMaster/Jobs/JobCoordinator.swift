internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

/// The heart of the master: takes jobs, publishes them, takes their returns, and knows how each stands.
///
/// What it decides is in ``Tracker``; here are the order of things and the I/O around it. A job is in the store before it is
/// published, and a return before it is acknowledged. While one transaction is being synced, whatever comes in gathers for
/// the next: that is the group commit, and it needs no timer.
actor JobCoordinator {
    /// What the coordinator works with.
    struct Parts: Sendable {
        var store: any JobStore
        var roster: Roster
        var accepted: @Sendable () throws -> [MinionID]
        var publisher: any CommandPublisher
        /// Sends a packet to a command that watches.
        var notify: @Sendable (RouterLink.Peer, [UInt8]) -> Void
        var now: @Sendable () -> Timestamp = { Timestamp.now() }
        var deliveryWindow: Duration = .seconds(60)
        var heartbeatInterval: Duration = .seconds(15)
        /// How long to wait before a batch that could not be kept is tried again.
        var storePatience: Duration = .seconds(1)
        var logger: Logger
    }

    /// The longest receipt or heartbeat that is read, in bytes: some ten thousand jids.
    static let longestNote = 256 * 1_024
    /// How many bytes of outcomes go into one message to a command, at the least before it is sent.
    static let newsBytes = 4 * 1_024 * 1_024
    /// How long beyond `keep_jobs` a job is kept that still waits for a minion.
    static let patienceWithOpenJobs = Duration.seconds(7 * 86_400)

    let parts: Parts
    private(set) var tracker: Tracker
    private var allocator: JobIDAllocator
    private var outcomes = OutcomeQueue()
    private var watchers = Watchers()
    private var inquiries: [JobID: Inquiry] = [:]
    private var endedInquiries = RecentJobs(limit: 1_000)
    /// Own calls that were received and are kept next, one by one: the return socket waits for them.
    private var ownCalls: [(packet: [UInt8], envelope: ReturnEnvelope, minion: MinionNumber)] = []
    /// The accepted minions when last looked at, to see whose key is gone.
    private var lastAccepted: [MinionID] = []
    private var isStoreFailing = false
    private var isStopping = false
    private var heldBack: [CheckedContinuation<Void, Never>] = []
    private var throttle = LogThrottle(interval: .seconds(60))

    /// A coordinator that goes on where the store left off.
    init(_ parts: Parts, policy: Tracker.Policy = Tracker.Policy()) async throws {
        self.parts = parts
        tracker = Tracker(policy: policy)
        allocator = JobIDAllocator(after: try await parts.store.lastJobID())
        for open in try await parts.store.openJobs() {
            tracker.resume(
                open.job,
                packet: CommandMessage(Command(open.job)).packet,
                settled: Set(open.outcomes.map(\.minion)),
                at: parts.now()
            )
        }
    }

    // MARK: Publishing

    /// Publishes a job, and tells the asker before any answer to it can.
    ///
    /// - Parameters:
    ///   - request: What to publish.
    ///   - peer: Who asked, and gets the job's news if it wants to watch.
    /// - Throws: ``PublishError`` where nobody is meant or the master stops; what the store throws where it cannot keep the
    ///   job.
    func publish(_ request: PublishRequest, for peer: RouterLink.Peer) async throws {
        guard !isStopping else { throw PublishError.stopping }
        let now = parts.now()
        // The jid first: a minion accepted after the look at who is has a later one in its welcome, and so passes over the
        // broadcast.
        let jid = allocator.next(at: now)
        let accepted = try parts.accepted()
        cutOff(accepted)
        let ids = request.target.resolved(among: accepted)
        guard !ids.isEmpty else { throw PublishError.noMinions }
        let numbers = try await parts.roster.assignedNumbers(of: ids)
        let job = Job(
            jid: jid,
            function: request.function,
            arguments: request.arguments,
            target: request.target,
            user: request.user,
            metadata: request.metadata,
            minions: numbers.sorted(),
            deliverBefore: now + parts.deliveryWindow
        )
        try await parts.store.add(job)
        let packet = CommandMessage(Command(job)).packet
        let late = tracker.begin(job, packet: packet, isInternal: false, at: parts.now())
        if request.watch { watchers.add(peer, to: job.jid) }
        let answer = PublishAnswer(
            tag: request.tag,
            jid: job.jid,
            minions: ids,
            missing: request.target.missing(from: ids)
        )
        parts.notify(peer, answer.packet)
        // All of them: one message reaches all. A minion that came while the job was written passes over the broadcast, as
        // its welcome told it to: it may not be meant. The ones that are get a copy of their own.
        // Not a list, which may have been left out of the command and is nothing to match then.
        let isForAll = ids.count == accepted.count && job.target.kind != .list
        let isOut =
            isForAll
            ? parts.publisher.broadcast(packet) && parts.publisher.send(packet, to: late)
            : parts.publisher.send(packet, to: job.minions)
        if !isOut { parts.logger.error("the queue to the publish socket is full; \(job.jid) goes out again later") }
        parts.logger.info("published \(job.jid): \(job.function) to \(ids.count) minions for \(job.user)")
    }

    /// Asks minions something, waits for their answers for a while, and forgets the question.
    ///
    /// - Returns: the packets of those that returned in time.
    func ask(
        _ function: FunctionName,
        _ arguments: CallArguments,
        of minions: [MinionNumber],
        for duration: Duration
    ) async -> [MinionNumber: [UInt8]] {
        guard !minions.isEmpty else { return [:] }
        let now = parts.now()
        let job = Job(
            jid: allocator.next(at: now),
            function: function,
            arguments: arguments,
            // It goes out on each minion's own topic, which says who is meant; naming them all in it would be quadratic.
            target: .glob("*"),
            user: "salt-master",
            minions: minions,
            deliverBefore: now + duration
        )
        let packet = CommandMessage(Command(job)).packet
        _ = tracker.begin(job, packet: packet, isInternal: true, at: now)
        inquiries[job.jid] = Inquiry(expected: Set(minions))
        parts.publisher.send(packet, to: minions)
        let timeout = Task {
            try await Task.sleep(for: duration)
            self.endInquiry(job.jid)
        }
        defer { timeout.cancel() }
        return await withCheckedContinuation { continuation in
            inquiries[job.jid]?.continuation = continuation
            if inquiries[job.jid]?.isComplete == true { endInquiry(job.jid) }
        }
    }

    private func endInquiry(_ jid: JobID) {
        guard let inquiry = inquiries.removeValue(forKey: jid) else { return }
        tracker.end(jid)
        endedInquiries.add(jid)
        inquiry.end()
    }

    // MARK: What minions do

    /// Takes what came through the return socket, in order.
    ///
    /// Waits while more returns are queued than the store keeps up with, which holds the socket back; not where the store
    /// has been given up at a stop.
    func receive(_ batch: [ReturnLink.Received]) async {
        for received in batch { take(received) }
        startCommitting()
        let calls = ownCalls
        ownCalls = []
        for call in calls { await keepCall(call.packet, of: call.envelope, from: call.minion) }
        while outcomes.isFull, outcomes.isCommitting {
            await withCheckedContinuation { heldBack.append($0) }
        }
    }

    private func take(_ received: ReturnLink.Received) {
        guard let number = parts.roster.number(of: received.sender) else { return }
        do {
            let now = parts.now()
            let kind = try OpenedPacket.kind(of: received.packet)
            guard kind == .jobReturn || received.packet.count <= Self.longestNote else {
                return drop(received.sender, "a message of kind \(kind.rawValue) that is too long")
            }
            switch kind {
            case .receipt:
                tracker.receipt(try ReceiptMessage(packet: received.packet).jids, from: number, at: now)
            case .heartbeat:
                let heartbeat = try HeartbeatMessage(packet: received.packet)
                act(tracker.heartbeat(heartbeat.jids, from: number, at: now))
            case .jobReturn:
                try takeReturn(received, from: number, at: now)
            case let other:
                throw WireError.unexpectedKind(other.rawValue)
            }
        } catch {
            drop(received.sender, "\(error)")
        }
    }

    private func takeReturn(_ received: ReturnLink.Received, from number: MinionNumber, at now: Timestamp) throws {
        let envelope = try ReturnEnvelope(packet: received.packet)
        guard envelope.id == received.sender else {
            drop(received.sender, "a return in the name of \(envelope.id)")
            return
        }
        tracker.heard(from: number, at: now)
        if inquiries[envelope.jid] != nil || endedInquiries.contains(envelope.jid) {
            answerInquiry(envelope.jid, number, received.packet)
            return
        }
        if envelope.isOwnCall {
            ownCalls.append((received.packet, envelope, number))
            return
        }
        outcomes.append(
            Outcome(jid: envelope.jid, minion: number, state: envelope.state, at: now, body: received.packet)
        )
    }

    /// Keeps what a minion ran of its own accord (`salt-call`) as a job with a jid of the master's.
    ///
    /// The minion's own jid is only a name for it: it keeps a repeat from being a second job, and is what is acknowledged.
    private func keepCall(_ packet: [UInt8], of envelope: ReturnEnvelope, from number: MinionNumber) async {
        do {
            let call = try ReturnMessage(packet: packet).jobReturn
            let now = parts.now()
            let job = Job(
                jid: allocator.next(at: now),
                function: call.function,
                arguments: call.arguments,
                target: .list([envelope.id]),
                user: call.user,
                minions: [number],
                deliverBefore: now
            )
            let outcome = Outcome(jid: job.jid, minion: number, state: envelope.state, at: now, body: packet)
            let isNew = try await parts.store.addCall(job, outcome, origin: "\(number.rawValue):\(envelope.jid)")
            if isNew { parts.logger.info("kept \(job.jid): \(call.function), called on minion \(envelope.id)") }
            parts.publisher.send([(number, AcknowledgementMessage(jids: [envelope.jid]).packet)])
        } catch {
            // Not acknowledged: the minion sends it again.
            drop(envelope.id, "a call of its own that cannot be kept: \(error)")
        }
    }

    private func answerInquiry(_ jid: JobID, _ number: MinionNumber, _ packet: [UInt8]) {
        tracker.settled(jid, number)
        parts.publisher.send([(number, AcknowledgementMessage(jids: [jid]).packet)])
        inquiries[jid]?.take(packet, from: number)
        if inquiries[jid]?.isComplete == true { endInquiry(jid) }
    }

    /// Takes what the publish socket tells of its peers, in order.
    func note(_ events: [PublishLink.Event]) {
        for event in events {
            switch event {
            case .subscribed(let id, let number):
                parts.logger.info("minion \(id) listens")
                let now = parts.now()
                let welcome = WelcomeMessage(
                    after: allocator.next(at: now),
                    clock: now,
                    heartbeatInterval: parts.heartbeatInterval
                )
                parts.publisher.send([(number, welcome.packet)])
                act(tracker.subscribed(number, after: welcome.after, at: now))
            case .unsubscribed(let number):
                tracker.unsubscribed(number, at: parts.now())
                parts.logger.info("minion \(parts.roster.id(of: number)?.description ?? "?") is gone")
            case .refused(let id, let reason):
                drop(id, reason)
            }
        }
    }

    private func drop(_ sender: MinionID, _ reason: String) {
        guard let count = throttle.count("\(sender): \(reason)", at: parts.now()) else { return }
        parts.logger.warning("dropped \(count) message(s) from minion \(sender): \(reason)")
    }

    // MARK: Time

    /// Repeats, gives up and notices what time brings.
    ///
    /// To be called about once a second.
    func tick() {
        if let accepted = try? parts.accepted() { cutOff(accepted) }
        // While the store does not take what came, receipts wait unread, and no verdict can be given for want of them.
        guard !isStoreFailing, !outcomes.isFull else { return startCommitting() }
        act(tracker.tick(at: parts.now()))
        startCommitting()
    }

    /// Ends the connections of minions whose key is accepted no more: they hear nothing further.
    private func cutOff(_ accepted: [MinionID]) {
        guard accepted != lastAccepted else { return }
        let gone = Set(lastAccepted).subtracting(accepted)
        lastAccepted = accepted
        for id in gone {
            guard let number = parts.roster.number(of: id) else { continue }
            parts.publisher.cut(number)
            parts.logger.notice("minion \(id) is accepted no more; its connections are cut")
        }
    }

    private func act(_ actions: [Tracker.Action]) {
        for action in actions {
            switch action {
            case .deliver(let jid, let minions):
                if let packet = tracker.jobs[jid]?.packet { parts.publisher.send(packet, to: minions) }
            case .settle(let verdicts):
                for verdict in verdicts {
                    if tracker.jobs[verdict.jid]?.isInternal == true {
                        tracker.settled(verdict.jid, verdict.minion)
                    } else {
                        outcomes.append(verdict)
                    }
                }
            }
        }
    }

    // MARK: Committing

    /// Publishes nothing from now on.
    func stopPublishing() {
        isStopping = true
    }

    /// Waits until all that was received is in the store, or writing fails.
    func finishCommitting() async {
        isStopping = true
        startCommitting()
        while outcomes.isCommitting {
            await withCheckedContinuation { heldBack.append($0) }
        }
    }

    private func startCommitting() {
        guard outcomes.begin() else { return }
        Task { await self.commitAll() }
    }

    private func commitAll() async {
        while let batch = outcomes.take() {
            do {
                let verdicts = try await parts.store.commit(batch)
                isStoreFailing = false
                finish(batch, verdicts)
            } catch {
                // Nothing is acknowledged, nothing is lost: the minions keep their returns, and so does this queue.
                parts.logger.critical("cannot write to the job store, returns wait: \(error)")
                outcomes.putBack(batch)
                isStoreFailing = true
                if isStopping { break }
                try? await Task.sleep(for: parts.storePatience)
            }
            releaseHeldBack()
        }
        outcomes.end()
        releaseHeldBack()
    }

    private func releaseHeldBack() {
        for waiting in heldBack { waiting.resume() }
        heldBack = []
    }

    private func finish(_ batch: [Outcome], _ verdicts: [OutcomeVerdict]) {
        var kept: [MinionNumber: [JobID]] = [:]
        var news: [JobID: [JobNews.Entry]] = [:]
        for (outcome, verdict) in zip(batch, verdicts) {
            tracker.settled(outcome.jid, outcome.minion)
            if !outcome.body.isEmpty { kept[outcome.minion, default: []].append(outcome.jid) }
            if verdict == .unknown, let id = parts.roster.id(of: outcome.minion) {
                drop(id, "a return for a job that it was not asked, or that is not kept any more")
            }
            if verdict == .stored, watchers.isWatched(outcome.jid), let entry = entry(outcome) {
                news[outcome.jid, default: []].append(entry)
            }
        }
        for jid in Set(batch.map(\.jid)) where tracker.jobs[jid] == nil && news[jid] == nil { watchers.remove(jid) }
        parts.publisher.send(kept.map { ($0, AcknowledgementMessage(jids: $1).packet) })
        for (jid, entries) in news {
            for peer in watchers.peers(of: jid) { tell(entries, of: jid, to: peer) }
            if tracker.jobs[jid] == nil { watchers.remove(jid) }
        }
    }

    private func entry(_ outcome: Outcome) -> JobNews.Entry? {
        parts.roster.id(of: outcome.minion)
            .map {
                JobNews.Entry(id: $0, state: outcome.state, since: outcome.at, packet: outcome.body)
            }
    }

    // MARK: Watching

    /// Tells how a job stands, and its news from now on.
    ///
    /// All outcomes go along where the asker has another number of them.
    ///
    /// - Returns: whether there is such a job.
    /// - Throws: What the store throws.
    func watch(_ request: WatchRequest, for peer: RouterLink.Peer) async throws -> Bool {
        watchers.add(peer, to: request.jid)
        guard let count = try await parts.store.outcomeCount(of: request.jid) else {
            watchers.remove(peer, from: request.jid)
            return false
        }
        if UInt64(count) != request.have, let stored = try await parts.store.job(request.jid) {
            tell(stored.outcomes.compactMap(entry), of: request.jid, to: peer)
        }
        let standing = JobStanding(
            tag: request.tag,
            jid: request.jid,
            waiting: standing(of: request.jid),
            isResuming: tracker.isResuming(request.jid, at: parts.now())
        )
        parts.notify(peer, standing.packet)
        if tracker.jobs[request.jid] == nil { watchers.remove(peer, from: request.jid) }
        return true
    }

    /// Sends a job's outcomes to a command, in messages of a bounded size.
    private func tell(_ entries: [JobNews.Entry], of jid: JobID, to peer: RouterLink.Peer) {
        var chunk: [JobNews.Entry] = []
        var bytes = 0
        for entry in entries {
            chunk.append(entry)
            bytes += 300 + entry.packet.count
            if bytes >= Self.newsBytes {
                parts.notify(peer, JobNews(jid: jid, outcomes: chunk).packet)
                (chunk, bytes) = ([], 0)
            }
        }
        if !chunk.isEmpty { parts.notify(peer, JobNews(jid: jid, outcomes: chunk).packet) }
    }

    private func standing(of jid: JobID) -> [JobStanding.Entry] {
        (tracker.jobs[jid]?.waiting ?? [:])
            .compactMap { number, standing in
                parts.roster.id(of: number)
                    .map { JobStanding.Entry(id: $0, state: standing.state, since: standing.since) }
            }
    }

    /// A command is gone: nothing more is sent to it.
    func forget(_ peer: RouterLink.Peer) {
        watchers.remove(peer)
    }

    // MARK: Looking

    /// The live jobs of operators, oldest first.
    func liveJobs() -> [LiveJob] {
        tracker.jobs.values.filter { !$0.isInternal }.sorted { $0.job.jid < $1.job.jid }
    }

    /// The accepted minions that hear a command published now.
    func connectedMinions() throws -> [MinionNumber] {
        let now = parts.now()
        return try parts.accepted().compactMap { parts.roster.number(of: $0) }
            .filter { tracker.isConnected($0, at: now) }
    }

    /// Removes ended jobs older than a duration from the store, in small steps.
    ///
    /// A job that still waits for a minion is kept: its return would otherwise have nowhere to go. It is given up
    /// ``patienceWithOpenJobs`` later.
    ///
    /// - Throws: What the store throws.
    func removeJobs(olderThan age: Duration) async throws {
        let now = parts.now()
        try await remove(before: JobID(at: now - age), closedOnly: true)
        let open = JobID(at: now - age - Self.patienceWithOpenJobs)
        for jid in tracker.jobs.keys where jid < open { tracker.end(jid) }
        try await remove(before: open, closedOnly: false)
    }

    private func remove(before bound: JobID, closedOnly: Bool) async throws {
        while try await parts.store.removeJobs(before: bound, closedOnly: closedOnly, limit: 10) == 10 {
            // The writer is others' meanwhile: a job of ten thousand minions has as many rows.
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
