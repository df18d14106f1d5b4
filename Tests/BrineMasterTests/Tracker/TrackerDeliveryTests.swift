import BrineCore
import Testing

@testable import BrineMaster

@Suite struct `Delivering commands` {
    @Test func `a new job is pending on each of its minions`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1, 2])
        #expect(tracker.state(1, 1) == .pending)
        #expect(tracker.state(1, 2) == .pending)
        #expect(tracker.state(1, 3) == nil)
    }

    /// A minion passes over a broadcast of a jid up to that of its welcome.
    @Test(arguments: [(nil, false), (4, false), (5, true), (6, true)] as [(Int64?, Bool)])
    func `a minion welcomed at or after the jid needs a copy of its own`(welcome: Int64?, needsCopy: Bool) {
        var tracker = Tracker()
        if let welcome { _ = tracker.subscribed(minion(1), after: jid(welcome), at: at(0)) }
        _ = tracker.subscribed(minion(2), after: jid(0), at: at(0))
        #expect(tracker.begin(5, for: [1, 2, 3]) == (needsCopy ? [minion(1)] : []))
    }

    @Test func `an unanswered command is repeated after 2 seconds, then with doubling patience up to a minute`() {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1], deliverBefore: 1_000)
        for due in [2.0, 6, 14, 30, 62, 122, 182, 242] {
            tracker.heard(from: minion(1), at: at(due))
            #expect(tracker.tick(at: at(due - 0.001)) == [])
            #expect(tracker.tick(at: at(due)) == [deliver(1, 1)])
            #expect(tracker.tick(at: at(due)) == [])
        }
    }

    @Test func `a repetition goes to those that are connected and have no receipt, in the order of their numbers`() {
        var tracker = Tracker()
        for number in [5, 3, 1, 2] { tracker.connect(number) }
        tracker.begin(1, for: [1, 2, 3, 4, 5])
        tracker.receipt(1, 2, at: 1)
        #expect(tracker.tick(at: at(2)) == [deliver(1, 1, 3, 5)])
    }

    @Test func `a minion that comes gets all that is pending for it, the oldest first`() {
        var tracker = Tracker()
        for number: Int64 in [3, 1, 2, 4] { tracker.begin(number, for: [1, 2]) }
        tracker.begin(5, for: [2])
        tracker.receipt(2, 1, at: 0)
        tracker.settled(4, 1)
        #expect(tracker.connect(1, at: 1) == [deliver(1, 1), deliver(3, 1)])
    }

    @Test func `what went out with the subscription waits for its receipt before it is repeated`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        #expect(tracker.connect(1, at: 1) == [deliver(1, 1)])
        #expect(tracker.tick(at: at(2.999)) == [])
        #expect(tracker.tick(at: at(3)) == [deliver(1, 1)])
    }

    @Test func `a new connection has its own patience, whatever was not answered before`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        tracker.connect(1, at: 0)
        for second in 1...20 { _ = tracker.tick(at: at(Double(second))) }
        #expect(tracker.tick(at: at(29)) == [])
        #expect(tracker.connect(1, at: 29) == [deliver(1, 1)])
        #expect(tracker.tick(at: at(30.999)) == [])
        #expect(tracker.tick(at: at(31)) == [deliver(1, 1)])
    }

    @Test func `the end of the window makes a command undelivered, once`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        #expect(tracker.tick(at: at(60)) == [])
        #expect(tracker.tick(at: at(60.001)) == [settle(1, [1], .undelivered, at: 60.001)])
        #expect(tracker.tick(at: at(61)) == [])
        #expect(tracker.connect(1, at: 61) == [])
        tracker.settled(1, 1)
        #expect(tracker.jobs.isEmpty)
        #expect(tracker.tick(at: at(62)) == [])
    }

    @Test func `the end of the window leaves alone what was received`() {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1])
        tracker.receipt(1, 1, at: 1)
        #expect(tracker.tick(at: at(61)) == [])
        #expect(tracker.tick(at: at(1_000)) == [])
        #expect(tracker.state(1, 1) == .unreachable)
    }

    @Test func `a command in its last moment goes out to a minion that comes`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        #expect(tracker.connect(1, at: 60) == [deliver(1, 1)])
    }

    @Test func `a receipt counts for the jobs it names that are that minion's`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1, 2])
        tracker.begin(2, for: [1, 2])
        tracker.receipt([jid(1), jid(7)], from: minion(1), at: at(1))
        tracker.receipt([jid(2)], from: minion(3), at: at(1))
        #expect(tracker.state(1, 1) == .running)
        #expect([tracker.state(1, 2), tracker.state(2, 1), tracker.state(2, 2)] == [.pending, .pending, .pending])
        #expect(tracker.jobs.count == 2)
    }

    @Test func `an outcome ends the waiting for that minion, the last one the job`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1, 2])
        tracker.settled(1, 3)
        tracker.settled(1, 1)
        #expect(tracker.state(1, 1) == nil)
        #expect(tracker.jobs.count == 1)
        tracker.receipt(1, 1, at: 1)
        #expect(tracker.heartbeat(1, [1], at: 2) == [])
        #expect(tracker.state(1, 1) == nil)
        tracker.settled(1, 2)
        #expect(tracker.jobs.isEmpty)
    }

    @Test func `a job that is ended is forgotten for all its minions`() {
        var tracker = Tracker()
        _ = tracker.begin(job(1, for: [1, 2]), packet: [], isInternal: true, at: at(0))
        #expect(tracker.jobs[jid(1)]?.isInternal == true)
        tracker.end(jid(1))
        tracker.end(jid(2))
        #expect(tracker.jobs.isEmpty)
        #expect(tracker.connect(1) == [])
        #expect(tracker.tick(at: at(100)) == [])
    }
}
