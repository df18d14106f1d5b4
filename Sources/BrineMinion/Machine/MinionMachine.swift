internal import BrineCore
internal import BrineWire

/// The minion's decisions: when to enrol and connect, which commands to run, when to send what again.
///
/// A plain value with no sockets, no disk and no clock. Each event comes with its moment and answers with the actions to
/// take, in order.
struct MinionMachine: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// Intervals that rule connecting and sending again.
    struct Policy: Sendable, Hashable {
        /// How long to wait between two questions whether the key is accepted.
        var acceptanceWait = Duration.seconds(10)
        /// To how long that grows, question by question; zero where it does not.
        var acceptanceWaitMax = Duration.zero
        /// How long to wait, at the most, before connecting again.
        var reconnectInterval = Duration.seconds(2)
        /// To how long that grows, try by try, where no welcome comes of connecting: each try costs the master handshakes.
        var longestReconnectInterval = Duration.seconds(60)
        /// How long to wait for the welcome after connecting; many handshakes may be before ours.
        var welcomePatience = Duration.seconds(60)
        /// How long to wait for the acknowledgement of a return; doubles with each repetition.
        var returnPatience = Duration.seconds(2)
        /// The longest wait between two sendings of one return.
        var longestReturnPatience = Duration.seconds(60)
        /// What is due so soon is sent with what is due: with thousands of returns the minion would wake for each.
        var returnGrain = Duration.milliseconds(100)
        /// When the second heartbeat of a connection goes out: the master believes a job lost only after two without it.
        var secondHeartbeat = Duration.seconds(2)
    }

    /// What is to be done.
    enum Action: Sendable, Hashable {
        /// Ask on the enrolment connection.
        case ask
        /// Open the encrypted connections.
        case open(MinionNumber, publishPort: UInt16, returnPort: UInt16)
        /// Close the encrypted connections.
        case closeBus
        /// Run this command; it is counted as held from now on.
        case run(Command)
        /// Say that these jobs are here.
        case sendReceipt([JobID])
        /// Send the return of this job.
        case sendReturn(JobID)
        /// Send a heartbeat with these jobs.
        case sendHeartbeat([JobID])
        /// Forget the return of this job, which the master has.
        case forget(JobID)
        /// Tell the log, where something has changed.
        case tell(Notice)
    }

    /// What a minion tells its log.
    enum Notice: Sendable, Hashable {
        case waiting(EnrolmentAnswer.Decision)
        case busy(Duration)
        case connected
        case disconnected(String)
        case late(JobID)
    }

    private enum Phase: Sendable {
        case enrolling(nextAsk: Instant)
        case connecting(deadline: Instant)
        case subscribed(Subscription)
    }

    private struct Subscription: Sendable {
        var after: JobID
        var heartbeatInterval: Duration
        var nextHeartbeat: Instant
    }

    private enum Holding: Sendable {
        case running
        case unacknowledged(nextSending: Instant, patience: Duration)
    }

    private let id: MinionID
    private let policy: Policy
    private var phase: Phase
    private var held: [JobID: Holding] = [:]
    /// When the first of the unacknowledged returns is to be sent again; nil where there are none.
    private var nextResending: Instant?
    private var lastRefusal: EnrolmentAnswer.Decision?
    /// How many questions in a row were answered with something else than yes.
    private var refusals = 0
    /// How often in a row connecting has come to nothing.
    private var failures = 0
    /// What the master's clock showed in its last welcome, and when that was by a clock that nobody sets.
    private var masterClock: (shown: Timestamp, at: Instant)?
    private var random: SplitMix64

    /// A minion that has not asked yet.
    ///
    /// - Parameters:
    ///   - id: Its name.
    ///   - policy: Its intervals.
    ///   - seed: Where its jitter begins.
    ///   - now: The moment.
    init(id: MinionID, policy: Policy = Policy(), seed: UInt64, at now: Instant) {
        self.id = id
        self.policy = policy
        random = SplitMix64(seed: seed)
        phase = .enrolling(nextAsk: now)
    }

    // MARK: Connecting

    /// The master answered on the enrolment connection.
    mutating func answered(_ decision: EnrolmentAnswer.Decision, at now: Instant) -> [Action] {
        guard case .enrolling = phase else { return [] }
        if case .busy(let wait) = decision {
            // Not sooner than the master wants it, and not all that it told the same at one moment.
            let later = wait * Double.random(in: 1...1.25, using: &random)
            phase = .enrolling(nextAsk: now + later)
            (lastRefusal, refusals) = (nil, 0)
            return [.tell(.busy(later))]
        }
        guard case .accepted(let number, let publishPort, let returnPort) = decision else {
            refusals += 1
            phase = .enrolling(nextAsk: now + acceptanceWait)
            defer { lastRefusal = decision }
            return lastRefusal == decision ? [] : [.tell(.waiting(decision))]
        }
        lastRefusal = nil
        refusals = 0
        phase = .connecting(deadline: now + policy.welcomePatience)
        return [.open(number, publishPort: publishPort, returnPort: returnPort)]
    }

    /// A connection ended, or was refused: both are made anew, beginning with the question.
    mutating func disconnected(_ reason: String, at now: Instant) -> [Action] {
        switch phase {
        case .enrolling: return []
        case .connecting: failures += 1
        case .subscribed: break
        }
        // Not all at once: after the master's restart thousands come back.
        phase = .enrolling(nextAsk: now + random.jittered(reconnectInterval))
        return [.closeBus, .tell(.disconnected(reason))]
    }

    /// The master knows that we listen.
    ///
    /// It hears at once what we have, and every return it has not acknowledged.
    mutating func welcomed(_ welcome: WelcomeMessage, at now: Instant) -> [Action] {
        if case .enrolling = phase { return [] }
        failures = 0
        masterClock = (welcome.clock, now)
        let interval = welcome.heartbeatInterval
        phase = .subscribed(
            Subscription(
                after: welcome.after,
                heartbeatInterval: interval,
                nextHeartbeat: now + min(policy.secondHeartbeat, interval)
            )
        )
        let returns = unacknowledged
        for jid in returns { postpone(jid, at: now, patience: policy.returnPatience) }
        return [.tell(.connected), .sendHeartbeat(heldJobs)] + returns.map { .sendReturn($0) }
    }

    /// What the connection's welcome said, by which the master knows its heartbeats from those of an earlier connection; the
    /// first of all jids where there is none.
    var welcomedAfter: JobID {
        if case .subscribed(let subscription) = phase { subscription.after } else { .first }
    }

    // MARK: Jobs

    /// The master published a command.
    mutating func received(_ command: Command, onOwnTopic: Bool, at now: Instant) -> [Action] {
        guard case .subscribed(let subscription) = phase else { return [] }
        switch held[command.jid] {
        case .running: return [.sendReceipt([command.jid])]
        case .unacknowledged:
            postpone(command.jid, at: now, patience: policy.returnPatience)
            return [.sendReturn(command.jid)]
        case nil: break
        }
        if !onOwnTopic {
            // Published before the master counted us in: not for us, or it comes again on our own topic.
            guard command.jid > subscription.after, command.target.names(id) else { return [] }
        }
        if let masterClock, masterClock.shown + (now - masterClock.at) > command.deliverBefore {
            return [.tell(.late(command.jid))]
        }
        held[command.jid] = .running
        return [.run(command)]
    }

    /// A job that an earlier run of the minion left running.
    mutating func adopt(_ jid: JobID) {
        held[jid] = .running
    }

    /// Whether a job is known: it runs, or its return waits to be acknowledged.
    func holds(_ jid: JobID) -> Bool {
        held[jid] != nil
    }

    /// A job's return is in the outbox.
    mutating func ended(_ jid: JobID, at now: Instant) -> [Action] {
        postpone(jid, at: now, patience: policy.returnPatience)
        guard case .subscribed = phase else { return [] }
        return [.sendReturn(jid)]
    }

    /// The master has the returns of these jobs.
    mutating func acknowledged(_ jids: [JobID]) -> [Action] {
        jids.compactMap { jid in
            guard case .unacknowledged = held[jid] else { return nil }
            forget(jid)
            return .forget(jid)
        }
    }

    /// A job is not here after all: its return is gone, or there was no room to take it.
    mutating func forget(_ jid: JobID) {
        guard case .unacknowledged(let sending, _) = held.removeValue(forKey: jid) else { return }
        if sending == nextResending { findNextResending() }
    }

    // MARK: Time

    /// Time has passed: asks, sends and gives up what is due.
    mutating func tick(at now: Instant) -> [Action] {
        switch phase {
        case .enrolling(let nextAsk):
            guard now >= nextAsk else { return [] }
            phase = .enrolling(nextAsk: now + acceptanceWait)
            return [.ask]
        case .connecting(let deadline):
            return now < deadline ? [] : disconnected("no welcome from the master", at: now)
        case .subscribed(var subscription):
            var actions: [Action] = []
            if now >= subscription.nextHeartbeat {
                subscription.nextHeartbeat = now + random.jittered(subscription.heartbeatInterval)
                phase = .subscribed(subscription)
                actions.append(.sendHeartbeat(heldJobs))
            }
            guard let nextResending, now >= nextResending else { return actions }
            for jid in unacknowledged {
                guard case .unacknowledged(let sending, let patience) = held[jid], now + policy.returnGrain >= sending
                else { continue }
                wait(with: jid, at: now, patience: min(patience + patience, policy.longestReturnPatience))
                actions.append(.sendReturn(jid))
            }
            findNextResending()
            return actions
        }
    }

    /// When ``tick(at:)`` has something to do next.
    var nextDeadline: Instant {
        switch phase {
        case .enrolling(let nextAsk): nextAsk
        case .connecting(let deadline): deadline
        case .subscribed(let subscription): min(subscription.nextHeartbeat, nextResending ?? subscription.nextHeartbeat)
        }
    }

    // MARK: Inside

    private var acceptanceWait: Duration {
        let grown = policy.acceptanceWait * Double(max(1, refusals))
        return max(policy.acceptanceWait, min(grown, policy.acceptanceWaitMax))
    }

    /// How long to wait before the next try: doubled with each in a row, from the second on, that came to nothing.
    private var reconnectInterval: Duration {
        let grown = policy.reconnectInterval * (1 << min(max(0, failures - 1), 20))
        return max(policy.reconnectInterval, min(grown, policy.longestReconnectInterval))
    }

    /// The jobs that the master shall know are here; own calls and events are no jobs of its.
    private var heldJobs: [JobID] {
        held.keys.filter { !LocalName.isOne($0) }.sorted()
    }

    private var unacknowledged: [JobID] {
        held.compactMap { jid, holding in
            if case .unacknowledged = holding { jid } else { nil }
        }
        .sorted()
    }

    /// A return is sent now, and again when the patience is over.
    private mutating func postpone(_ jid: JobID, at now: Instant, patience: Duration) {
        forget(jid)
        let sending = wait(with: jid, at: now, patience: patience)
        nextResending = min(nextResending ?? sending, sending)
    }

    @discardableResult
    private mutating func wait(with jid: JobID, at now: Instant, patience: Duration) -> Instant {
        let sending = now + random.jittered(patience)
        held[jid] = .unacknowledged(nextSending: sending, patience: patience)
        return sending
    }

    /// Linear in what is held.
    private mutating func findNextResending() {
        nextResending = held.values.lazy
            .compactMap { holding in
                if case .unacknowledged(let sending, _) = holding { sending } else { nil }
            }
            .min()
    }
}
