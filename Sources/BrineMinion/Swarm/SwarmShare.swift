internal import BrineCore
internal import BrineTransport
internal import BrineWire

/// The minions of a swarm that one thread looks after, from their first question to the swarm's end.
///
/// What each does its machine decides, as a real minion's does; here are the sockets and the time of all of them.
final class SwarmShare {
    private let settings: SwarmSettings
    private let stop: Mailbox<Never>
    private let link: SwarmLink
    private let report: (SwarmTally) -> Void
    private var minions: [SimulatedMinion] = []
    private var deadlines: DeadlineQueue
    private var master: PublicKey?
    private var tally = SwarmTally()
    private var runs = RunBook()

    /// The minions of some numbers.
    ///
    /// - Parameters:
    ///   - numbers: Their numbers in the swarm.
    ///   - settings: The swarm's settings.
    ///   - stop: Closed when the swarm shall end.
    ///   - report: Told how they stand, after each turn.
    /// - Throws: What libzmq says where it cannot start.
    init(
        _ numbers: Range<Int>,
        _ settings: SwarmSettings,
        stop: Mailbox<Never>,
        report: @escaping (SwarmTally) -> Void
    ) throws {
        self.settings = settings
        self.stop = stop
        self.report = report
        link = try SwarmLink(numbers.count, stop: stop)
        let now = ContinuousClock.now
        minions = try numbers.map { try SimulatedMinion($0, of: settings, at: now) }
        deadlines = DeadlineQueue(count: numbers.count, at: now)
    }

    /// Runs until the swarm is stopped, and then closes all connections.
    ///
    /// - Throws: What it cannot go on with: a master with another key, or no descriptors.
    func run() throws {
        while !stop.isClosed {
            while let minion = deadlines.due(at: .now) {
                try tick(minion)
                deadlines.set(minion, at: minions[minion].nextDeadline)
            }
            let pause = deadlines.next.map { ContinuousClock.now.duration(to: $0) } ?? .seconds(1)
            for event in try link.wait(max(pause, .zero)) {
                try handle(event)
                deadlines.set(event.minion, at: minions[event.minion].nextDeadline)
            }
            report(tally)
        }
        for minion in minions.indices {
            link.closeEnrolment(minion)
            link.closeBus(minion)
        }
    }

    private func tick(_ minion: Int) throws {
        try act(minions[minion].machine.tick(at: .now), minion)
        try sendEnded(minion)
    }

    // MARK: Events

    private func handle(_ event: SwarmLink.Event) throws {
        let minion = event.minion
        switch event.what {
        case .enrolment(let packet): try enrolled(packet, minion)
        case .published(let packet, let onOwnTopic): try published(packet, onOwnTopic: onOwnTopic, minion)
        case .disconnected(let reason): try act(minions[minion].machine.disconnected(reason, at: .now), minion)
        case .readable: break
        }
    }

    private func enrolled(_ packet: [UInt8], _ minion: Int) throws {
        guard let answer = try? EnrolmentAnswer(packet: packet), let key = PublicKey(answer.masterKey) else { return }
        try check(key)
        try act(minions[minion].machine.answered(answer.decision, at: .now), minion)
    }

    /// Trusts the first master that answers, where no other is named, and no other afterwards.
    private func check(_ key: PublicKey) throws(SwarmError) {
        guard key != master else { return }
        let found = key.fingerprint.description
        let expected = master?.fingerprint.description ?? settings.masterFinger.lowercased()
        guard expected.isEmpty || expected == found else { throw .otherMaster(expected: expected, found: found) }
        master = key
    }

    private func published(_ packet: [UInt8], onOwnTopic: Bool, _ minion: Int) throws {
        guard let opened = try? OpenedPacket(packet) else { return }
        switch opened.kind {
        case .command:
            guard let command = try? CommandMessage(fields: opened.fields).command else { return }
            try act(minions[minion].machine.received(command, onOwnTopic: onOwnTopic, at: .now), minion)
        case .acknowledgement:
            guard let jids = try? AcknowledgementMessage(fields: opened.fields).jids else { return }
            try act(minions[minion].machine.acknowledged(jids), minion)
        case .welcome:
            guard let welcome = try? WelcomeMessage(fields: opened.fields) else { return }
            minions[minion].grainsReport.renew()
            try act(minions[minion].machine.welcomed(welcome, at: .now), minion)
        default: break
        }
    }

    // MARK: Actions

    private func act(_ actions: [MinionMachine.Action], _ minion: Int) throws {
        for action in actions { try act(action, minion) }
    }

    private func act(_ action: MinionMachine.Action, _ minion: Int) throws {
        switch action {
        case .ask:
            tally.questions += 1
            let request = EnrolmentRequest(
                id: minions[minion].id,
                publicKey: minions[minion].keys.publicKey.description
            )
            try link.enrol(minion, request.packet, at: settings.endpoint(settings.enrolmentPort))
        case .open(let number, let publishPort, let returnPort):
            guard let master else { return }
            link.closeEnrolment(minion)
            try link.open(
                minion,
                publish: settings.endpoint(publishPort),
                returns: settings.endpoint(returnPort),
                number: number,
                keys: minions[minion].keys,
                master: master
            )
        case .closeBus:
            link.closeBus(minion)
        case .run(let command):
            tally.commands += 1
            if !runs.insert(command.jid, minion) { tally.repeats += 1 }
            if minions[minion].run(command, at: .now) {
                tally.running += 1
                try act(.sendReceipt([command.jid]), minion)
            } else {
                try act(minions[minion].machine.ended(command.jid, at: .now), minion)
            }
            try sendEnded(minion)
        case .sendReceipt(let jids): _ = try link.push(minion, ReceiptMessage(jids: jids).packet)
        case .sendReturn(let jid):
            if let packet = minions[minion].returns[jid] { _ = try link.push(minion, packet) }
        case .sendHeartbeat(let jids):
            _ = try link.push(minion, minions[minion].heartbeat(jids))
            if let packet = minions[minion].takeGrains(), try !link.push(minion, packet) {
                minions[minion].grainsReport.renew()
            }
        case .forget(let jid):
            tally.acknowledged += 1
            minions[minion].returns[jid] = nil
        case .tell(let notice): note(notice, minion)
        }
    }

    /// Sends the returns of jobs that have ended by themselves or by a signal.
    private func sendEnded(_ minion: Int) throws {
        for jid in minions[minion].takeEnded(at: .now) {
            tally.running -= 1
            try act(minions[minion].machine.ended(jid, at: .now), minion)
        }
    }

    private func note(_ notice: MinionMachine.Notice, _ minion: Int) {
        switch notice {
        case .connected:
            tally.welcomes += 1
            if !minions[minion].isConnected { tally.connected += 1 }
            minions[minion].isConnected = true
        case .disconnected:
            tally.losses += 1
            if minions[minion].isConnected { tally.connected -= 1 }
            minions[minion].isConnected = false
        case .busy: tally.busy += 1
        case .waiting, .late: break
        }
    }
}
