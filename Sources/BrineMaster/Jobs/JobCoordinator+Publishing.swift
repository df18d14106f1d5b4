internal import BrineCore
internal import BrineFailpoints
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// From a request to the wire: the job is in the store before it is published.
extension JobCoordinator {
    /// Publishes a job, and tells the asker before any answer to it can.
    ///
    /// - Parameters:
    ///   - request: What to publish.
    ///   - peer: Who asked, and gets the job's news if it wants to watch.
    /// - Throws: ``PublishError`` where nobody is meant, the target is none or the master stops; what the store throws where it cannot keep the
    ///   job.
    func publish(_ request: PublishRequest, for peer: RouterLink.Peer) async throws {
        try await publish(request) { answer in
            if request.watch { watchers.add(peer, to: answer.jid) }
            parts.notify(peer, answer.packet)
        }
    }

    /// Publishes a job, and calls a function with the answer before any of a minion's can come.
    ///
    /// - Throws: As ``publish(_:for:)``.
    func publish(_ request: PublishRequest, told: (PublishAnswer) -> Void) async throws {
        guard !isStopping else { throw PublishError.stopping }
        let wallNow = parts.wallClock()
        // The jid first: a minion accepted after the look at who is has a later one in its welcome, and so passes over the
        // broadcast.
        let jid = allocator.next(at: wallNow)
        let window = request.deliverWithin ?? parts.deliveryWindow
        let accepted = try parts.accepted()
        cutOff(accepted)
        let all = try await meant(by: request.target, among: accepted)
        guard !all.isEmpty else { throw PublishError.noMinions }
        let ids = request.subset.map { drawn(Int(clamping: $0), of: all) } ?? all
        let numbers = try await parts.roster.assignedNumbers(of: ids)
        let job = Job(
            jid: jid,
            calls: request.calls,
            target: request.target,
            user: request.user,
            metadata: request.metadata,
            minions: numbers.sorted(),
            deliverBefore: wallNow + window,
            deliverWithin: request.deliverWithin,
            timeLimit: request.timeLimit,
            rollout: ids.count > Int(clamping: request.rolloutAbove) ? request.rollout : nil
        )
        Failpoint.reached(.masterJobAllotted)
        try await parts.store.add(job)
        Failpoint.reached(.masterJobCommitted)
        // Of a subset nobody is missing: who was drawn is there.
        let missing = request.subset == nil ? request.target.missing(from: all) : []
        announce(.jobNew(job, minions: ids, missing: missing))
        // From now on: to find out who is meant, and to write it down, took its time.
        let end = parts.now() + window
        let packet = CommandMessage(Command(job, deliverBefore: end)).packet
        let late = tracker.begin(
            job,
            packet: packet,
            isInternal: false,
            order: numbers,
            deliverBefore: end,
            at: parts.now()
        )
        told(
            PublishAnswer(
                tag: request.tag,
                jid: job.jid,
                minions: ids,
                missing: missing,
                isRolledOut: job.rollout != nil
            )
        )
        guard job.rollout == nil else {
            advanceRollouts()
            return parts.logger.info("rolls out \(job.jid): \(job.calls) to \(ids.count) minions for \(job.user)")
        }
        // All of them: one message reaches all. A minion that came while the job was written passes over the broadcast, as
        // its welcome told it to: it may not be meant. The ones that are get a copy of their own.
        // A glob alone: a minion can tell by it that it is not meant. Other targets it cannot resolve, or they may have been left
        // out of the command; who is meant by them hears of it on its own topic.
        let isForAll = ids.count == accepted.count && job.target.kind == .glob
        let isOut =
            isForAll
            ? parts.publisher.broadcast(packet) && parts.publisher.send(packet, to: late)
            : parts.publisher.send(packet, to: job.minions)
        Failpoint.reached(.masterJobPublished)
        if !isOut { parts.logger.error("the queue to the publish socket is full; \(job.jid) goes out again later") }
        parts.logger.info("published \(job.jid): \(job.calls) to \(ids.count) minions for \(job.user)")
    }
}
