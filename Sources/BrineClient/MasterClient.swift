package import BrineCore
internal import BrineTransport
package import BrineWire
package import MessagePack

/// A command's conversation with its master.
///
/// Belongs to the thread that made it; every call waits for its answer.
package final class MasterClient {
    /// Why a conversation ended without an answer.
    package enum Ending: Error, Sendable, Hashable {
        /// The master refused; why.
        case refused(Failure)
        /// Somebody asked the command to end: the signal's number.
        case interrupted(Int32)
    }

    /// What came while a job was waited for.
    package enum Event: Sendable, Hashable {
        /// Outcomes of the job.
        case news(JobNews)
        /// How the rest stands.
        case standing(JobStanding)
        /// How many minions stand how.
        case progress(JobProgress)
        /// The master does not keep the job.
        case refused(Failure)
        /// The time was over.
        case timedOut
        /// The connection ended; it is made anew by itself.
        case disconnected
        /// Somebody asked the command to end: the signal's number.
        case interrupted(Int32)
    }

    /// How long to wait for an answer before looking whether the master is still there.
    static let patience = Duration.seconds(2)

    /// How long an answer is waited for that a signal must not keep from coming.
    static let patienceAfterSignal = Duration.seconds(2)

    let link: ControlLink
    private let path: String
    private var tag: UInt64 = 0
    /// A signal that came while an answer was waited for that must not be missed.
    private var heldSignal: Int32?

    /// Connects to the master whose control socket is at a path.
    ///
    /// - Throws: `NoMasterError` where nobody listens there.
    package init(socket path: String) throws {
        self.path = path
        link = try ControlLink(path: path)
    }

    /// Has a job published.
    ///
    /// A signal does not keep the answer from coming: by then the job may be out, and whoever interrupts is told its jid. It
    /// is the first thing that ``next(_:)`` answers then.
    ///
    /// - Throws: ``Ending`` where the master refused or the command was interrupted; `NoMasterError` where it went away.
    package func publish(
        _ calls: Calls,
        to target: Target,
        user: String,
        metadata: Value = .null,
        timeLimit: Duration? = nil,
        deliverWithin: Duration? = nil,
        watch: Bool,
        rollout: Rollout? = nil,
        rolloutAbove: UInt64 = 0,
        subset: Int? = nil
    ) throws -> PublishAnswer {
        let request = PublishRequest(
            tag: nextTag(),
            target: target,
            calls: calls,
            user: user,
            metadata: metadata,
            timeLimit: timeLimit,
            deliverWithin: deliverWithin,
            watch: watch,
            rollout: rollout,
            rolloutAbove: rolloutAbove,
            subset: subset.map { UInt64(clamping: $0) }
        )
        return try answer(to: request.packet, tag: request.tag, as: PublishAnswer.self, holdsSignal: true) { $0.tag }
    }

    /// Asks which minions a target means; nothing is published.
    ///
    /// - Throws: ``Ending`` where the master refused or the command was interrupted; `NoMasterError` where it went away.
    package func preview(_ target: Target) throws -> [MinionID] {
        let request = PreviewRequest(tag: nextTag(), target: target)
        return try answer(to: request.packet, tag: request.tag, as: PreviewAnswer.self) { $0.tag }.minions
    }

    /// Asks for the newest jobs, the newest first; nothing is kept of the question.
    ///
    /// - Throws: ``Ending`` where the master refused or the command was interrupted; `NoMasterError` where it went away.
    package func newestJobs() throws -> [NewestJobsAnswer.Entry] {
        let request = NewestJobsRequest(tag: nextTag())
        return try answer(to: request.packet, tag: request.tag, as: NewestJobsAnswer.self) { $0.tag }.jobs
    }

    /// Runs a runner function in the master.
    ///
    /// - Parameters:
    ///   - function: What to run.
    ///   - arguments: What to give it.
    ///   - user: Who asks.
    ///   - isAsync: Whether its end is not waited for: the answer has the jid alone, and a first signal does not keep it
    ///     from coming.
    /// - Returns: the answer.
    /// - Throws: ``Ending`` where the master refused or the command was interrupted; `NoMasterError` where it went away.
    package func run(
        _ function: FunctionName,
        _ arguments: CallArguments,
        user: String,
        isAsync: Bool = false
    ) throws -> RunAnswer {
        let request = RunRequest(
            tag: nextTag(),
            function: function,
            arguments: arguments,
            user: user,
            isAsync: isAsync
        )
        return try answer(to: request.packet, tag: request.tag, as: RunAnswer.self, holdsSignal: isAsync) { $0.tag }
    }

    /// Asks how a job stands; the answer comes through ``next(_:)``.
    ///
    /// - Parameters:
    ///   - jid: The job.
    ///   - have: How many outcomes are known already.
    /// - Returns: the question's tag, which a refusal carries.
    /// - Throws: What libzmq says where it cannot send.
    @discardableResult
    package func watch(_ jid: JobID, have: Int) throws -> UInt64 {
        let request = WatchRequest(tag: nextTag(), jid: jid, have: UInt64(have))
        try link.send(request.packet)
        return request.tag
    }

    /// Asks how many of a job's minions stand how; the answer comes through ``next(_:)``.
    ///
    /// - Throws: What libzmq says where it cannot send.
    package func askProgress(of jid: JobID) throws {
        try link.send(ProgressRequest(tag: nextTag(), jid: jid).packet)
    }

    /// The next thing about a watched job, waiting for at most a duration.
    ///
    /// - Throws: What libzmq says where it cannot receive.
    package func next(_ timeout: Duration) throws -> Event {
        if let heldSignal {
            self.heldSignal = nil
            return .interrupted(heldSignal)
        }
        switch try link.wait(timeout) {
        case .interrupted(let signal): return .interrupted(signal)
        case .timedOut: return .timedOut
        case .disconnected: return .disconnected
        case .received(let packet):
            // What makes no sense is passed over: the question is repeated, and a newer master may send what we do not know.
            guard let opened = try? OpenedPacket(packet, limits: .fromMaster) else { return .timedOut }
            switch opened.kind {
            case .jobNews: return (try? JobNews(fields: opened.fields)).map { .news($0) } ?? .timedOut
            case .jobStanding: return (try? JobStanding(fields: opened.fields)).map { .standing($0) } ?? .timedOut
            case .jobProgress: return (try? JobProgress(fields: opened.fields)).map { .progress($0) } ?? .timedOut
            case .failure: return (try? Failure(fields: opened.fields)).map { .refused($0) } ?? .timedOut
            default: return .timedOut
            }
        }
    }

    func nextTag() -> UInt64 {
        tag += 1
        return tag
    }

    private func answer<Answer: WireMessage>(
        to packet: [UInt8],
        tag: UInt64,
        as _: Answer.Type,
        holdsSignal: Bool = false,
        tagOf: (Answer) -> UInt64
    ) throws -> Answer {
        try link.send(packet)
        var end: ContinuousClock.Instant?
        while true {
            if let end, let signal = heldSignal, ContinuousClock.now >= end { throw Ending.interrupted(signal) }
            let patience = end.map { max(.zero, ContinuousClock.now.duration(to: $0)) } ?? Self.patience
            switch try link.wait(patience) {
            case .interrupted(let signal):
                // The second one is meant: nobody answers, or not soon enough.
                guard holdsSignal, heldSignal == nil else { throw Ending.interrupted(signal) }
                heldSignal = signal
                end = .now + Self.patienceAfterSignal
            case .disconnected:
                throw NoMasterError(
                    path: path,
                    reason: "it went away before it answered; it may have done what it was asked"
                )
            case .timedOut:
                if let reason = LocalSocket.reasonNobodyListens(at: path) {
                    throw NoMasterError(path: path, reason: reason)
                }
            case .received(let packet):
                let opened = try OpenedPacket(packet, limits: .fromMaster)
                if opened.kind == .failure {
                    let failure = try Failure(fields: opened.fields)
                    if failure.tag == tag || failure.tag == 0 { throw Ending.refused(failure) }
                } else if opened.kind == Answer.kind {
                    let answer = try Answer(fields: opened.fields)
                    if tagOf(answer) == tag { return answer }
                }
            }
        }
    }
}
