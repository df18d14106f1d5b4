internal import BrineCore
internal import BrineWire
internal import MessagePack

/// Something to tell whoever listens: its tag and its data, as `docs/events.md` lists them.
///
/// Cheap until it is asked for its data, which is made only where somebody listens for the tag.
enum MasterEvent: Sendable {
    /// A job is in the store and about to be published.
    case jobNew(Job, minions: [MinionID], missing: [MinionID])
    /// A minion has a job on its disk.
    case jobReceived(JobID, MinionID)
    /// A minion's return is in the store; the packet in which it came.
    case jobReturned(JobID, MinionID, packet: [UInt8])
    /// A job has a final state on each of its minions: on how many each.
    case jobEnded(Job, states: [JobState: Int])
    /// A runner function is called.
    case runnerCalled(RunnerCall)
    /// A call of a runner function has ended; what makes its return's packet.
    case runnerReturned(JobID, packet: @Sendable () -> [UInt8])
    /// A minion listens from now on.
    case minionStarted(MinionID)
    /// Minions came and went.
    case presenceChanged(new: [MinionID], lost: [MinionID])
    /// A minion asked to be let in.
    case enrolmentDecided(EnrolmentDecision, MinionID, key: String)
    /// A minion has told it.
    case fromMinion(EventMessage)

    /// What it is.
    var tag: EventTag {
        switch self {
        case .jobNew(let job, _, _): EventTag(own: "job", job.jid, "new")
        case .jobReceived(let jid, let id): EventTag(own: "job", jid, "rcv", id)
        case .jobReturned(let jid, let id, _): EventTag(own: "job", jid, "ret", id)
        case .jobEnded(let job, _): EventTag(own: "job", job.jid, "end")
        case .runnerCalled(let call): EventTag(own: "run", call.jid, "new")
        case .runnerReturned(let jid, _): EventTag(own: "run", jid, "ret")
        case .minionStarted(let id): EventTag(own: "minion", id, "start")
        case .presenceChanged: EventTag(own: "presence", "change")
        case .enrolmentDecided: EventTag(own: "auth")
        case .fromMinion(let message): message.tag
        }
    }

    /// What there is to tell, sorted by name; nil where that cannot be read.
    var data: ValueMap? {
        switch self {
        case .jobNew(let job, let minions, let missing): Self.new(job, minions, missing)
        case .jobReceived(let jid, let id):
            ["id": .string(id.description), "jid": .string(jid.description)]
        case .jobReturned(let jid, let id, let packet): Self.returned(jid, id, packet)
        case .jobEnded(let job, let states): Self.ended(job, states)
        case .runnerCalled(let call): Self.called(call)
        case .runnerReturned(let jid, let packet): Self.ran(jid, packet())
        case .minionStarted(let id):
            [
                "cmd": "_minion_event",
                "data": .string("Minion \(id) listens"),
                "id": .string(id.description),
                "tag": .string(tag.description),
            ]
        case .presenceChanged(let new, let lost): ["lost": Self.list(lost), "new": Self.list(new)]
        case .enrolmentDecided(let decision, let id, let key):
            [
                "act": .string(decision.eventWord),
                "id": .string(id.description),
                "pub": .string(key),
                "result": .bool(decision.isHopeful),
            ]
        case .fromMinion(let message):
            [
                "clock": .string(CivilTime(message.clock).isoText),
                "cmd": "_minion_event",
                "data": .map(message.data),
                "id": .string(message.id.description),
                "tag": .string(message.tag.description),
            ]
        }
    }

    private static func new(_ job: Job, _ minions: [MinionID], _ missing: [MinionID]) -> ValueMap {
        var data: ValueMap = [
            "arg": job.calls.argumentValue,
            "fun": job.calls.functionValue,
            "jid": .string(job.jid.description),
        ]
        if job.metadata != .null { data["metadata"] = job.metadata }
        data["minions"] = list(minions)
        data["missing"] = list(missing)
        data["tgt"] = job.target.expressionValue
        data["tgt_type"] = .string(job.target.kind.rawValue)
        data["user"] = .string(job.user)
        return data
    }

    private static func returned(_ jid: JobID, _ id: MinionID, _ packet: [UInt8]) -> ValueMap? {
        guard let jobReturn = try? ReturnMessage(packet: packet).jobReturn else { return nil }
        return [
            "cmd": "_return",
            "fun": jobReturn.calls.functionValue,
            "fun_args": jobReturn.calls.argumentValue,
            "id": .string(id.description),
            "jid": .string(jid.description),
            "retcode": .int(jobReturn.retcode),
            "return": jobReturn.value,
            "success": .bool(jobReturn.success),
            "user": .string(jobReturn.user),
        ]
    }

    private static func ended(_ job: Job, _ states: [JobState: Int]) -> ValueMap {
        let counts = states.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "fun": job.calls.functionValue,
            "jid": .string(job.jid.description),
            "states": .map(ValueMap(counts.map { (.string($0.key.rawValue), .int(Int64($0.value))) })),
            "user": .string(job.user),
        ]
    }

    private static func called(_ call: RunnerCall) -> ValueMap {
        [
            "fun": .string(call.function.asRunnerCall.description),
            "fun_args": runnerArguments(call.keptArguments),
            "jid": .string(call.jid.description),
            "user": .string(call.user),
        ]
    }

    private static func ran(_ jid: JobID, _ packet: [UInt8]) -> ValueMap? {
        guard let ended = try? ReturnMessage(packet: packet).jobReturn else { return nil }
        let call = ended.calls.all[0]
        return [
            "fun": .string(call.function.asRunnerCall.description),
            "fun_args": runnerArguments(call.arguments),
            "jid": .string(jid.description),
            "return": ended.value,
            "success": .bool(ended.success),
            "user": .string(ended.user),
        ]
    }

    /// Those by name are a map without the mark that it has in jobs: so it is in Salt's.
    private static func runnerArguments(_ arguments: CallArguments) -> Value {
        .array(arguments.positional + (arguments.keyword.isEmpty ? [] : [.map(arguments.keyword)]))
    }

    private static func list(_ ids: [MinionID]) -> Value {
        .array(ids.map { .string($0.description) })
    }
}

extension EnrolmentDecision {
    /// What was done, in Salt's words.
    fileprivate var eventWord: String {
        switch self {
        case .accept, .acceptNew: "accept"
        case .wait, .waitNew: "pend"
        case .reject: "reject"
        case .deny: "denied"
        case .full: "full"
        }
    }

    /// Whether the minion is let in, or may be by an operator.
    fileprivate var isHopeful: Bool {
        switch self {
        case .accept, .acceptNew, .wait, .waitNew: true
        case .reject, .deny, .full: false
        }
    }
}
