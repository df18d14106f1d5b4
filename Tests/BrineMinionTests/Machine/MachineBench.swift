import BrineCore
import BrineWire

@testable import BrineMinion

/// The moment that many seconds after the tests' beginning.
func at(_ seconds: Double) -> MinionMachine.Instant { beginning + .seconds(seconds) }

private let beginning = ContinuousClock.now

/// What the master's clock shows in its welcome, where a test has nothing else.
let masterClock = jid(0).timestamp

extension MinionMachine {
    /// The minion `web`, which has not asked yet.
    static func fresh(seed: UInt64 = 1) -> MinionMachine {
        MinionMachine(id: id("web"), seed: seed, at: at(0))
    }

    /// The minion `web`, which is accepted and connects at the beginning.
    static func connecting(seed: UInt64 = 1) -> MinionMachine {
        var machine = fresh(seed: seed)
        _ = machine.tick(at: at(0))
        _ = machine.answered(accepted, at: at(0))
        return machine
    }

    /// The minion `web`, welcomed at the beginning after jid 0.
    static func subscribed(seed: UInt64 = 1) -> MinionMachine {
        var machine = connecting(seed: seed)
        _ = machine.welcome(at: 0)
        return machine
    }

    mutating func welcome(at second: Double, after: Int64 = 0, clock: Timestamp = masterClock) -> [Action] {
        welcomed(
            WelcomeMessage(after: jid(after), clock: clock, heartbeatInterval: .seconds(15)),
            at: BrineMinionTests.at(second)
        )
    }

    mutating func receive(_ command: Command, onOwnTopic: Bool = false, at second: Double = 0) -> [Action] {
        received(command, onOwnTopic: onOwnTopic, at: BrineMinionTests.at(second))
    }

    /// What ``tick(at:)`` has next, when it is due.
    mutating func next() -> (second: Double, actions: [Action]) {
        let due = nextDeadline
        return (BrineMinionTests.at(0).duration(to: due) / .seconds(1), tick(at: due))
    }
}

/// The answer that lets the minion in.
var accepted: EnrolmentAnswer.Decision {
    MinionNumber(7).map { .accepted($0, publishPort: 4_505, returnPort: 4_506) } ?? .full
}

/// The action that opens the connections after that answer.
var opening: [MinionMachine.Action] {
    MinionNumber(7).map { [.open($0, publishPort: 4_505, returnPort: 4_506)] } ?? []
}
