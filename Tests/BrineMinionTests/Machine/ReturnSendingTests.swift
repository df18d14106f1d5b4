import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

@Suite struct `Sending returns` {
    @Test func `again and again, with doubling patience up to a minute, until it is acknowledged`() {
        for seed: UInt64 in 0..<50 {
            var machine = MinionMachine.subscribed(seed: seed)
            _ = machine.receive(command(1))
            #expect(machine.ended(jid(1), at: at(0)) == [.sendReturn(jid(1))])
            var last = 0.0
            for patience in [2.0, 4, 8, 16, 32, 60, 60, 60] {
                let second = nextReturn(&machine)
                #expect((last + patience / 2...last + patience).contains(second))
                last = second
            }
            #expect(machine.acknowledged([jid(1)]) == [.forget(jid(1))])
            for _ in 0..<20 { #expect(machine.next().actions == [.sendHeartbeat([])]) }
        }
    }

    /// What a minion sends in an hour to a master whose store takes nothing: the bytes of each connection, and how often it
    /// sends the return of job 1.
    private func hourOfRefusal(returns count: Int64, bytes: Int, seed: UInt64) -> (connections: [Int], first: Int) {
        var machine = MinionMachine.subscribed(seed: seed)
        var window = SendingWindow()
        var (connections, first) = ([0], 0)
        func act(_ actions: [MinionMachine.Action], at second: Double) {
            for action in actions {
                switch action {
                case .sendReturn(let jid):
                    guard window.admits(jid, bytes: bytes, at: at(second)) else { continue }
                    connections[connections.count - 1] += bytes
                    if jid == BrineMinionTests.jid(1) { first += 1 }
                case .sendHeartbeat where window.isStuck(at: at(second)):
                    act(machine.disconnected("it acknowledges nothing", at: at(second)), at: second)
                case .closeBus: window.clear()
                case .ask: act(machine.answered(accepted, at: at(second)), at: second)
                case .open:
                    connections.append(0)
                    act(machine.welcome(at: second), at: second)
                default: break
                }
            }
        }
        for number in 1...count { act(machine.ended(jid(number), at: at(0)), at: 0) }
        while true {
            let (second, actions) = machine.next()
            guard second < 3_600 else { return (connections, first) }
            act(actions, at: second)
        }
    }

    @Test func `to a store that takes nothing for an hour is bounded, whatever waits`() {
        for seed: UInt64 in 0..<5 {
            let few = hourOfRefusal(returns: 1, bytes: 1_000, seed: seed)
            #expect(few.connections.count == 1)
            #expect((60...130).contains(few.first))
            let many = hourOfRefusal(returns: 40, bytes: 4_000_000, seed: seed)
            #expect(many.connections.allSatisfy { $0 <= SendingWindow.bytes })
            #expect((10...13).contains(many.connections.count), "a connection each five minutes")
            let long = hourOfRefusal(returns: 1, bytes: SendingWindow.bytes / 2, seed: seed)
            #expect(long.connections.allSatisfy { $0 <= SendingWindow.bytes })
            #expect(long.first <= 2 * long.connections.count)
        }
    }

    @Test func `of which thousands wait wakes the minion a few times a second at the most`() {
        var machine = MinionMachine.subscribed()
        for number: Int64 in 1...3_000 { _ = machine.ended(jid(number), at: at(0)) }
        var (wakes, sent) = (0, 0)
        while machine.nextDeadline < at(10) {
            wakes += 1
            sent += machine.next().actions.count
        }
        #expect(sent > 6_000)
        #expect(wakes < 110)
    }

    /// Passes over the heartbeats to the next time the return of job 1 is sent.
    private func nextReturn(_ machine: inout MinionMachine) -> Double {
        for _ in 0..<100 {
            let (second, actions) = machine.next()
            if actions.contains(.sendReturn(jid(1))) { return second }
        }
        return .infinity
    }

    @Test func `not while there is no connection, and first of all with the next welcome`() {
        var machine = MinionMachine.subscribed()
        _ = machine.receive(command(1))
        _ = machine.disconnected("gone", at: at(1))
        #expect(machine.ended(jid(1), at: at(2)) == [])
        #expect(machine.tick(at: at(60)) == [.ask])
        _ = machine.answered(accepted, at: at(61))
        #expect(machine.tick(at: at(62)) == [])
        #expect(
            machine.welcome(at: 63) == [.tell(.connected), .sendHeartbeat([jid(1)]), .sendReturn(jid(1))]
        )
        #expect(machine.next().second > 63)
    }

    @Test func `a welcome begins the patience anew`() {
        var machine = MinionMachine.subscribed()
        _ = machine.receive(command(1))
        _ = machine.ended(jid(1), at: at(0))
        for _ in 0..<5 { _ = nextReturn(&machine) }
        _ = machine.disconnected("gone", at: at(100))
        _ = machine.answered(accepted, at: at(102))
        _ = machine.welcome(at: 103)
        #expect((104...105).contains(nextReturn(&machine)))
    }

    @Test func `an acknowledgement counts only for a return`() {
        var machine = MinionMachine.subscribed()
        for number: Int64 in [1, 2, 3] { _ = machine.receive(command(number)) }
        _ = machine.ended(jid(1), at: at(0))
        _ = machine.ended(jid(3), at: at(0))
        let acknowledged = machine.acknowledged([jid(3), jid(2), jid(9), jid(1), jid(3)])
        #expect(acknowledged == [.forget(jid(3)), .forget(jid(1))])
        #expect(machine.receive(command(2)) == [.sendReceipt([jid(2)])])
        #expect(machine.tick(at: at(2)) == [.sendHeartbeat([jid(2)])])
    }

    @Test func `a return that is gone is neither sent nor told of`() {
        var machine = MinionMachine.subscribed()
        _ = machine.receive(command(1))
        _ = machine.ended(jid(1), at: at(0))
        machine.forget(jid(1))
        #expect(machine.acknowledged([jid(1)]) == [])
        #expect(machine.tick(at: at(2)) == [.sendHeartbeat([])])
    }

    @Test func `several are sent in the order of their jids`() {
        var machine = MinionMachine.subscribed()
        for number: Int64 in [3, 1, 2] { _ = machine.ended(jid(number), at: at(0)) }
        #expect(
            machine.tick(at: at(2)) == [
                .sendHeartbeat([jid(1), jid(2), jid(3)]), .sendReturn(jid(1)), .sendReturn(jid(2)),
                .sendReturn(jid(3)),
            ]
        )
    }
}
