import BrineCore
import BrineStore
import Testing

@testable import BrineMaster

@Suite struct `Telling what is lost` {
    private func running() -> Tracker {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1])
        tracker.receipt(1, 1, at: 0)
        return tracker
    }

    @Test func `two heartbeats in a row without a running job lose it, once`() {
        var tracker = running()
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.heartbeat(1, [2], at: 2) == [settle(1, [1], .lost, at: 2)])
        #expect(tracker.heartbeat(1, [], at: 3) == [])
        #expect(tracker.heartbeat(1, [1], at: 4) == [])
        tracker.settled(1, 1)
        #expect(tracker.jobs.isEmpty)
    }

    @Test func `a heartbeat with the job begins the count anew`() {
        var tracker = running()
        for second in stride(from: 1.0, to: 20, by: 2) {
            #expect(tracker.heartbeat(1, [], at: second) == [])
            #expect(tracker.heartbeat(1, [1], at: second + 1) == [])
        }
        #expect(tracker.state(1, 1) == .running)
    }

    @Test func `heartbeats that an earlier connection still held, and that arrive behind a newer one's, lose nothing`()
    {
        var tracker = Tracker()
        _ = tracker.subscribed(minion(1), after: jid(-5), at: at(0))
        _ = tracker.heartbeat(1, [], welcomedAfter: -5, at: 0)
        _ = tracker.subscribed(minion(1), after: jid(-3), at: at(50))
        tracker.begin(1, for: [1])
        tracker.receipt(1, 1, at: 51)
        for second in 52...60 {
            #expect(tracker.heartbeat(1, [], welcomedAfter: -5, at: Double(second)) == [])
        }
        #expect(tracker.state(1, 1) == .running)
        // Those of the newest count, also where an old one comes between.
        #expect(tracker.heartbeat(1, [], welcomedAfter: -3, at: 61) == [])
        #expect(tracker.heartbeat(1, [], welcomedAfter: -5, at: 62) == [])
        #expect(tracker.heartbeat(1, [], welcomedAfter: -3, at: 63) == [settle(1, [1], .lost, at: 63)])
    }

    @Test func `a heartbeat that tells of a later welcome than there was makes those that follow no less true`() {
        // A master whose clock was set back before it was started anew gives lower jids.
        var tracker = running()
        for second in 1...3 { #expect(tracker.heartbeat(1, [], welcomedAfter: 7_000, at: Double(second)) == []) }
        #expect(tracker.heartbeat(1, [], welcomedAfter: -1_000, at: 4) == [])
        #expect(tracker.heartbeat(1, [], welcomedAfter: -1_000, at: 5) == [settle(1, [1], .lost, at: 5)])
    }

    @Test func `the heartbeats of a connection count from its welcome on, and with a job in them always`() {
        var tracker = running()
        tracker.unsubscribed(minion(1), at: at(1))
        for second in 2...4 { #expect(tracker.heartbeat(1, [], welcomedAfter: -7, at: Double(second)) == []) }
        #expect(tracker.heartbeat(1, [1], welcomedAfter: -7, at: 5) == [])
        #expect(tracker.state(1, 1) == .running)
    }

    @Test func `an unreachable job is lost when its minion comes back without it`() {
        var tracker = running()
        tracker.unsubscribed(minion(1), at: at(1))
        #expect(tracker.connect(1, at: 10) == [])
        #expect(tracker.heartbeat(1, [], at: 10) == [])
        #expect(tracker.heartbeat(1, [], at: 12) == [settle(1, [1], .lost, at: 12)])
    }

    @Test func `a pending job is never lost by a heartbeat`() {
        var tracker = Tracker()
        tracker.connect(1)
        tracker.begin(1, for: [1])
        for second in 1...10 { #expect(tracker.heartbeat(1, [], at: Double(second)) == []) }
        #expect(tracker.state(1, 1) == .pending)
    }

    @Test func `several jobs are lost together`() {
        var tracker = Tracker()
        for number: Int64 in [1, 2, 3] {
            tracker.begin(number, for: [1])
            tracker.receipt(number, 1, at: 0)
        }
        _ = tracker.heartbeat(1, [2], at: 1)
        let lost = tracker.heartbeat(1, [2], at: 2)
        #expect(lost.count == 1)
        guard case .settle(let outcomes) = lost.first else {
            Issue.record("expected a verdict, found \(lost)")
            return
        }
        #expect(outcomes.map(\.jid) == [jid(1), jid(3)])
    }

    // MARK: After a start of the master

    @Test func `a resumed job waits for the minions without an outcome`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1, 2, 3], settled: [2], received: [1])
        #expect(tracker.state(1, 1) == .unreachable)
        #expect(tracker.state(1, 2) == nil)
        #expect(tracker.state(1, 3) == .pending)
        #expect(tracker.connect(1) == [])
        #expect(tracker.connect(3) == [deliver(1, 3)])
    }

    @Test func `a resumed job whose receipt was kept stays unreachable while its minion is away`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1], received: [1])
        #expect(tracker.tick(at: at(1_000)) == [])
        #expect(tracker.state(1, 1) == .unreachable)
    }

    @Test func `a resumed job runs again with the heartbeat that names it, and can be lost from then on`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1], received: [1])
        #expect(tracker.heartbeat(1, [1], at: 1) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.heartbeat(1, [], at: 2) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [settle(1, [1], .lost, at: 3)])
    }

    @Test func `a resumed job whose receipt was kept is lost when its minion comes back without it`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1], received: [1])
        #expect(tracker.connect(1, at: 1) == [])
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [settle(1, [1], .lost, at: 3)])
    }

    @Test func `a resumed job without a receipt goes out again, and again when overdue, in its window alone`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        #expect(tracker.connect(1, at: 1) == [deliver(1, 1)])
        for second in 1...2 { #expect(tracker.heartbeat(1, [], at: Double(second)) == []) }
        #expect(tracker.tick(at: at(2.999)) == [])
        #expect(tracker.tick(at: at(3)) == [deliver(1, 1)])
        #expect(tracker.heartbeat(1, [], at: 60) == [])
        #expect(tracker.tick(at: at(60.001)) == [settle(1, [1], .undelivered, at: 60.001)])
    }

    @Test func `a resumed job past its window is not undelivered before its minion could say that it has it`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1, 2], deliverBefore: -5)
        tracker.connect(1)
        #expect(tracker.tick(at: at(45)) == [])
        #expect(tracker.heartbeat(1, [1], at: 45) == [])
        #expect(tracker.tick(at: at(45.001)) == [settle(1, [2], .undelivered, at: 45.001)])
        #expect(tracker.state(1, 1) == .running)
    }

    @Test func `a resumed job past its window is undelivered as soon as its minion has told twice that it has it not`()
    {
        var tracker = Tracker()
        tracker.resume(1, for: [1], deliverBefore: -5)
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.tick(at: at(2)) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [])
        #expect(tracker.tick(at: at(4)) == [settle(1, [1], .undelivered, at: 4)])
    }

    @Test func `a job whose receipt reached the new master is not delivered again, and lost without its minion's word`()
    {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        tracker.receipt(1, 1, at: 1)
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.heartbeat(1, [], at: 2) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [settle(1, [1], .lost, at: 3)])
    }

    // MARK: Receipts to be kept

    @Test func `receipts are to be kept once, with all that count of the job, and again where they could not be`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1, 2, 3])
        tracker.begin(2, for: [1])
        #expect(tracker.takeReceipts() == [])
        tracker.receipt(1, 1, at: 0)
        tracker.receipt(1, 1, at: 1)
        #expect(tracker.takeReceipts() == [receipts(1, [1])])
        #expect(tracker.takeReceipts() == [])
        tracker.receipt(1, 3, at: 2)
        _ = tracker.heartbeat(2, [1], at: 2)
        tracker.settled(1, 1)
        let taken = tracker.takeReceipts()
        #expect(taken == [receipts(1, [2, 3])])
        tracker.putBack(taken)
        #expect(tracker.takeReceipts() == taken)
    }

    @Test func `receipts of jobs that have ended and of the master's own questions are not to be kept`() {
        var tracker = Tracker()
        tracker.begin(1, for: [1])
        tracker.receipt(1, 1, at: 0)
        tracker.settled(1, 1)
        _ = tracker.begin(job(2, for: [1]), packet: [], isInternal: true, at: at(0))
        tracker.receipt(2, 1, at: 0)
        #expect(tracker.takeReceipts() == [])
    }

    private func receipts(_ number: Int64, _ minions: [Int]) -> Receipts {
        Receipts(jid: jid(number), minions: minions.map { minion($0) })
    }
}
