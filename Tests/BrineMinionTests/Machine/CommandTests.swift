import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

@Suite struct `Taking commands` {
    @Test func `none before the welcome`() {
        var machine = MinionMachine.fresh()
        #expect(machine.receive(command(1), onOwnTopic: true) == [])
        machine = .connecting()
        #expect(machine.receive(command(1), onOwnTopic: true) == [])
        #expect(machine.receive(command(1)) == [])
        _ = machine.welcome(at: 0)
        #expect(machine.receive(command(1)) == [.run(command(1))])
        _ = machine.disconnected("gone", at: at(1))
        #expect(machine.receive(command(1)) == [])
        #expect(machine.receive(command(2), onOwnTopic: true) == [])
    }

    /// One line of the table: the command's jid where the welcome was after jid 5, its target, whether a broadcast is run.
    ///
    /// On the own topic it always is.
    @Test(
        arguments: [
            (6, .glob("*"), true), (6, .glob("w?b"), true), (6, .glob("db*"), false), (6, .list([]), false),
            (5, .glob("*"), false), (4, .glob("*"), false), (5, .glob("db"), false),
        ] as [(Int64, Target, Bool)]
    )
    func `runs a broadcast that came after its welcome and names it`(number: Int64, target: Target, runs: Bool) {
        let command = command(number, to: target)
        var machine = MinionMachine.connecting()
        _ = machine.welcome(at: 0, after: 5)
        var other = machine
        #expect(machine.receive(command) == (runs ? [.run(command)] : []))
        #expect(other.receive(command, onOwnTopic: true) == [.run(command)])
    }

    /// One line of the table: what the master's clock showed in the welcome, the seconds that have passed since, the end of
    /// the window by the master's clock, and whether the command is run.
    @Test(
        arguments: [
            (0, 0, 10, true), (0, 10, 10, true), (0, 11, 10, false), (100, 0, 100, true), (100, 1, 100, false),
            (-100, 0, -100, true), (-100, 1, -100, false), (-100, 110, 10, true), (1_000_000, 5, 1_000_005, true),
        ] as [(Int64, Double, Int64, Bool)]
    )
    func `runs none after its window, by the master's clock`(shown: Int64, passed: Double, end: Int64, runs: Bool) {
        for onOwnTopic in [true, false] {
            var machine = MinionMachine.connecting()
            _ = machine.welcome(at: 0, clock: jid(shown).timestamp)
            let command = command(1, before: jid(end).timestamp)
            let actions = machine.receive(command, onOwnTopic: onOwnTopic, at: passed)
            #expect(actions == (runs ? [.run(command)] : [.tell(.late(jid(1)))]))
        }
    }

    @Test(arguments: [Int64.min, .max]) func `no clock that a master shows stops the minion`(microseconds: Int64) {
        var machine = MinionMachine.connecting()
        _ = machine.welcome(at: 0, clock: Timestamp(microseconds: microseconds))
        #expect(machine.receive(command(1), onOwnTopic: true, at: 100).count == 1)
    }

    @Test func `a late command is not held`() {
        var machine = MinionMachine.subscribed()
        #expect(machine.receive(command(1, before: jid(-1).timestamp)) == [.tell(.late(jid(1)))])
        #expect(machine.tick(at: at(2)) == [.sendHeartbeat([])])
    }

    @Test(arguments: [true, false]) func `answers a copy with a receipt while the job runs`(onOwnTopic: Bool) {
        var machine = MinionMachine.subscribed()
        _ = machine.receive(command(1))
        #expect(machine.receive(command(1), onOwnTopic: onOwnTopic) == [.sendReceipt([jid(1)])])
        #expect(machine.receive(command(1, before: jid(-1).timestamp)) == [.sendReceipt([jid(1)])])
        _ = machine.welcome(at: 1, after: 100)
        #expect(machine.receive(command(1), onOwnTopic: onOwnTopic) == [.sendReceipt([jid(1)])])
    }

    @Test func `answers a copy with the return until that is acknowledged`() {
        var machine = MinionMachine.subscribed()
        _ = machine.receive(command(1))
        #expect(machine.ended(jid(1), at: at(0)) == [.sendReturn(jid(1))])
        for _ in 0..<3 { #expect(machine.receive(command(1)) == [.sendReturn(jid(1))]) }
        #expect(machine.acknowledged([jid(1)]) == [.forget(jid(1))])
        #expect(machine.acknowledged([jid(1)]) == [])
    }

    @Test func `an adopted job is not run again`() {
        var machine = MinionMachine.fresh()
        machine.adopt(jid(1))
        _ = machine.answered(accepted, at: at(0))
        #expect(machine.welcome(at: 0) == [.tell(.connected), .sendHeartbeat([jid(1)])])
        #expect(machine.receive(command(1), onOwnTopic: true) == [.sendReceipt([jid(1)])])
        #expect(machine.ended(jid(1), at: at(1)) == [.sendReturn(jid(1))])
    }

    @Test func `a job that waits in the outbox is not run again`() {
        var machine = MinionMachine.fresh()
        #expect(machine.ended(jid(1), at: at(0)) == [])
        _ = machine.answered(accepted, at: at(0))
        _ = machine.welcome(at: 0)
        #expect(machine.receive(command(1), onOwnTopic: true) == [.sendReturn(jid(1))])
    }
}
