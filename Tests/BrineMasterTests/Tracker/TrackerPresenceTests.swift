import BrineCore
import Testing

@testable import BrineMaster

@Suite struct `Knowing who is there` {
    private func running() -> Tracker {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1, 2], deliverBefore: 1_000)
        tracker.receipt(1, 1, at: 0)
        return tracker
    }

    @Test func `a minion is connected from its subscription to its end`() {
        var tracker = Tracker()
        #expect(!tracker.isConnected(minion(1), at: at(0)))
        tracker.heard(from: minion(1), at: at(0))
        #expect(!tracker.isConnected(minion(1), at: at(0)))
        tracker.connect(1)
        #expect(tracker.isConnected(minion(1), at: at(0)))
        tracker.unsubscribed(minion(1), at: at(1))
        #expect(!tracker.isConnected(minion(1), at: at(1)))
    }

    @Test func `the end of a connection makes its running jobs unreachable`() {
        var tracker = running()
        tracker.unsubscribed(minion(1), at: at(3))
        #expect(tracker.state(1, 1) == .unreachable)
        #expect(tracker.jobs[jid(1)]?.waiting[minion(1)]?.since == at(3))
        #expect(tracker.state(1, 2) == .pending)
    }

    @Test func `of two connections one may end`() {
        var tracker = running()
        tracker.connect(1, at: 1)
        tracker.unsubscribed(minion(1), at: at(2))
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.isConnected(minion(1), at: at(2)))
        tracker.unsubscribed(minion(1), at: at(3))
        #expect(tracker.state(1, 1) == .unreachable)
    }

    @Test func `more ends than connections count as none`() {
        var tracker = running()
        for _ in 0..<3 { tracker.unsubscribed(minion(1), at: at(1)) }
        tracker.unsubscribed(minion(9), at: at(1))
        tracker.connect(1, at: 2)
        #expect(tracker.isConnected(minion(1), at: at(2)))
    }

    @Test func `silence makes running jobs unreachable, a heartbeat with them makes them run again`() {
        var tracker = running()
        #expect(tracker.tick(at: at(45)) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.tick(at: at(45.001)) == [])
        #expect(tracker.state(1, 1) == .unreachable)
        #expect(!tracker.isConnected(minion(1), at: at(45.001)))
        #expect(tracker.heartbeat(1, [1], at: 50) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.jobs[jid(1)]?.waiting[minion(1)]?.since == at(50))
        #expect(tracker.isConnected(minion(1), at: at(50)))
    }

    @Test func `the connection of a minion that is silent for twice as long is cut, once in a silence`() {
        var tracker = Tracker()
        for number in [1, 2, 3] { tracker.connect(number) }
        tracker.unsubscribed(minion(3), at: at(1))
        tracker.heard(from: minion(2), at: at(30))
        #expect(tracker.takeStuck(at: at(90)) == [])
        #expect(tracker.takeStuck(at: at(90.001)) == [minion(1)])
        #expect(tracker.takeStuck(at: at(91)) == [])
        #expect(tracker.takeStuck(at: at(120.001)) == [minion(2)])
        tracker.connect(1, at: 121)
        tracker.unsubscribed(minion(1), at: at(122))
        #expect(tracker.takeStuck(at: at(211)) == [])
        #expect(tracker.takeStuck(at: at(212)) == [minion(1)])
    }

    @Test func `a minion that was cut and is heard is there, and is told of`() {
        var tracker = Tracker()
        tracker.connect(1)
        #expect(tracker.presenceChange(among: [minion(1)], at: at(0)).new == [minion(1)])
        #expect(tracker.presenceChange(among: [minion(1)], at: at(45)).lost == [])
        #expect(tracker.presenceChange(among: [minion(1)], at: at(45.001)).lost == [minion(1)])
        #expect(tracker.takeStuck(at: at(100)) == [minion(1)])
        #expect(tracker.presenceChange(among: [minion(1)], at: at(100)).lost == [])
        tracker.unsubscribed(minion(1), at: at(101))
        tracker.connect(1, at: 102)
        #expect(tracker.presenceChange(among: [minion(1)], at: at(102)).new == [minion(1)])
    }

    @Test func `a receipt makes an unreachable job run again`() {
        var tracker = running()
        tracker.unsubscribed(minion(1), at: at(3))
        tracker.receipt(1, 1, at: 4)
        #expect(tracker.state(1, 1) == .running)
    }

    @Test func `a silent minion gets no repetitions until it is heard`() {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1], deliverBefore: 1_000, at: 100)
        #expect(tracker.tick(at: at(102)) == [])
        tracker.heard(from: minion(1), at: at(103))
        #expect(tracker.tick(at: at(103)) == [deliver(1, 1)])
    }

    @Test func `a heartbeat with a pending job is its receipt`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        #expect(tracker.heartbeat(1, [1, 7], at: 1) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.jobs.count == 1)
    }
}
