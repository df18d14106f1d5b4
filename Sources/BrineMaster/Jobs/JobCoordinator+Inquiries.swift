internal import BrineCore
internal import BrineStore
internal import BrineTransport
internal import BrineWire
internal import Logging

// The master's own questions to its minions.
extension JobCoordinator {
    /// Asks minions something, waits for their answers for a while, and forgets the question.
    ///
    /// - Parameters:
    ///   - function: What they are to run.
    ///   - arguments: What it is given.
    ///   - minions: Who is asked.
    ///   - duration: How long they have.
    ///   - user: In whose name.
    /// - Returns: the packets of those that returned in time.
    func ask(
        _ function: FunctionName,
        _ arguments: CallArguments,
        of minions: [MinionNumber],
        for duration: Duration,
        user: String = "salt-master"
    ) async -> [MinionNumber: [UInt8]] {
        guard !minions.isEmpty else { return [:] }
        let now = parts.now()
        let job = Job(
            jid: allocator.nextUnkept(at: parts.wallClock()),
            calls: Calls(function, arguments),
            // It goes out on each minion's own topic, which says who is meant; naming them all in it would be quadratic.
            target: .glob("*"),
            user: user,
            minions: minions,
            deliverBefore: parts.wallClock() + duration
        )
        let packet = CommandMessage(Command(job, deliverBefore: now + duration)).packet
        _ = tracker.begin(job, packet: packet, isInternal: true, deliverBefore: now + duration, at: now)
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

    func endInquiry(_ jid: JobID) {
        guard let inquiry = inquiries.removeValue(forKey: jid) else { return }
        tracker.end(jid)
        endedInquiries.add(jid)
        inquiry.end()
    }

    func answerInquiry(_ jid: JobID, _ number: MinionNumber, _ packet: [UInt8]) {
        tracker.settled(jid, number, as: .succeeded, at: parts.now())
        parts.publisher.send([(number, AcknowledgementMessage(jids: [jid]).packet)])
        inquiries[jid]?.take(packet, from: number)
        if inquiries[jid]?.isComplete == true { endInquiry(jid) }
    }
}
