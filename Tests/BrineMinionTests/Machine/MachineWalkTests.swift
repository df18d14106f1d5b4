import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

/// A minion around the machine, in any order of events, which looks at each action.
private struct MachineWalk {
    private struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    private enum Job { case running, ended }

    private var machine: MinionMachine
    private var random: SplitMix64
    private var now = at(0)
    private var clock = masterClock
    private var jobs: [JobID: Job] = [:]
    private var isOpen = false
    private var isWelcome = false
    /// What the master acknowledges in the event that is looked at.
    private var acknowledged: Set<JobID> = []

    init(seed: UInt64) {
        machine = MinionMachine(id: id("web"), seed: seed, at: at(0))
        random = SplitMix64(seed: seed ^ 0xA5A5)
        for number: Int64 in [1, 2] where Bool.random(using: &random) {
            machine.adopt(jid(number))
            jobs[jid(number)] = .running
        }
    }

    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            let pause = Duration.milliseconds(Int.random(in: 0...4_000, using: &random))
            (now, clock) = (now + pause, clock + pause)
            acknowledged = []
            try step()
            try checkDeadline()
        }
    }

    private mutating func anyJob() -> JobID {
        jid(Int64.random(in: 1...8, using: &random))
    }

    private mutating func step() throws {
        switch Int.random(in: 0...15, using: &random) {
        case 0:
            let answers: [EnrolmentAnswer.Decision] = [accepted, accepted, .unaccepted, .busy(.seconds(3))]
            try note(machine.answered(answers.randomElement(using: &random) ?? .full, at: now))
        case 1: try disconnect()
        case 2...3: try welcome()
        case 4...8: try receive()
        case 9...10:
            guard let jid = jobs.first(where: { $0.value == .running })?.key else { return }
            jobs[jid] = .ended
            try note(machine.ended(jid, at: now))
        case 11...12:
            let jids = (0..<3).map { _ in anyJob() }
            acknowledged = Set(jids)
            try note(machine.acknowledged(jids))
        default: try note(machine.tick(at: now))
        }
    }

    private mutating func disconnect() throws {
        let actions = machine.disconnected("gone", at: now)
        guard actions.isEmpty != isOpen else { throw Violation(description: "a disconnect brings \(actions)") }
        try note(actions)
    }

    private mutating func welcome() throws {
        let message = WelcomeMessage(after: anyJob(), clock: clock, heartbeatInterval: .seconds(15))
        isWelcome = isOpen
        let actions = machine.welcomed(message, at: now)
        let returns = jobs.filter { $0.value == .ended }.keys.sorted()
        let expected: [MinionMachine.Action] =
            [.tell(.connected), .sendHeartbeat(jobs.keys.sorted())] + returns.map { .sendReturn($0) }
        guard actions == (isOpen ? expected : []) else { throw Violation(description: "a welcome brings \(actions)") }
    }

    private mutating func receive() throws {
        let command = Command(
            jid: anyJob(),
            calls: Calls(FunctionName(module: "cmd", function: "run")),
            target: Bool.random(using: &random) ? .glob("*") : .glob("db"),
            user: "eva",
            deliverBefore: clock + .seconds(Int.random(in: -5...20, using: &random))
        )
        let onOwnTopic = Bool.random(using: &random)
        let actions = machine.received(command, onOwnTopic: onOwnTopic, at: now)
        if actions.contains(.run(command)), !(onOwnTopic || command.target.names(id("web"))) {
            throw Violation(description: "runs what is not meant for it")
        }
        try note(actions)
    }

    private mutating func note(_ actions: [MinionMachine.Action]) throws {
        for action in actions { try note(action) }
    }

    private mutating func note(_ action: MinionMachine.Action) throws {
        switch action {
        case .ask: if isOpen { throw Violation(description: "asks while it is connected") }
        case .open:
            if isOpen { throw Violation(description: "opens twice") }
            isOpen = true
        case .closeBus:
            if !isOpen { throw Violation(description: "closes what is closed") }
            (isOpen, isWelcome) = (false, false)
        case .run(let command):
            guard isWelcome, jobs[command.jid] == nil else { throw Violation(description: "runs \(command.jid) again") }
            guard clock <= command.deliverBefore else { throw Violation(description: "runs late") }
            jobs[command.jid] = .running
        case .sendReceipt(let jids):
            guard isWelcome, jids.allSatisfy({ jobs[$0] == .running }) else {
                throw Violation(description: "a receipt for \(jids)")
            }
        case .sendReturn(let jid):
            guard isWelcome, jobs[jid] == .ended else { throw Violation(description: "a return of \(jid)") }
        case .sendHeartbeat(let jids):
            guard isWelcome, jids == jobs.keys.sorted() else { throw Violation(description: "a heartbeat of \(jids)") }
        case .forget(let jid):
            guard jobs[jid] == .ended, acknowledged.contains(jid) else {
                throw Violation(description: "forgets \(jid) unasked")
            }
            jobs[jid] = nil
        case .tell: break
        }
    }

    /// Before its deadline a tick does nothing, at its deadline it does something.
    private func checkDeadline() throws {
        var early = machine
        guard early.tick(at: machine.nextDeadline - .nanoseconds(1)).isEmpty, early.nextDeadline == machine.nextDeadline
        else { throw Violation(description: "does something before its deadline") }
        guard !early.tick(at: machine.nextDeadline).isEmpty, early.nextDeadline > machine.nextDeadline else {
            throw Violation(description: "does nothing at its deadline")
        }
    }
}

@Suite struct `The machine in any order of events` {
    @Test func `runs each job once and forgets none unasked on a random walk`() {
        let seed = walkSeed()
        print("machine walk: BRINE_SEED=\(seed)")
        for number: UInt64 in 0..<2_000 {
            var walk = MachineWalk(seed: seed &+ number)
            do {
                try walk.run(steps: 80)
            } catch {
                Issue.record("walk \(number), BRINE_SEED=\(seed): \(error)")
                return
            }
        }
    }
}
