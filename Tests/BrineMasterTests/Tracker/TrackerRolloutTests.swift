import BrineCore
import BrineStore
import Testing

@testable import BrineMaster

@Suite struct `Following a rollout` {
    /// A job that is rolled out one minion at a time, and the minions that are there.
    private func tracker(_ rollout: Rollout = Rollout(size: .count(1)), connected: Int...) -> Tracker {
        var tracker = Tracker()
        for number in connected { tracker.connect(number) }
        var job = job(0, for: [1, 2, 3])
        job.rollout = rollout
        _ = tracker.begin(
            job,
            packet: [1],
            isInternal: false,
            order: [3, 1, 2].map { minion($0) },
            at: at(0)
        )
        return tracker
    }

    private func start(_ numbers: Int...) -> Tracker.Action { .start(jid(0), numbers.map { minion($0) }) }

    @Test func `nobody gets the job before its turn, which goes by the order that was given`() {
        var tracker = tracker(connected: 1, 2, 3)
        #expect(tracker.tick(at: at(5)) == [])
        #expect(tracker.connect(1, at: 5) == [])
        #expect(tracker.advanceRollouts(at: at(5)) == [start(3)])
        #expect(tracker.advanceRollouts(at: at(5)) == [])
        #expect(tracker.tick(at: at(5)) == [])
        #expect(tracker.started(jid(0), [minion(3)], at: at(6)) == [deliver(0, 3)])
        #expect(tracker.tick(at: at(7.999)) == [])
        #expect(tracker.tick(at: at(8)) == [deliver(0, 3)])
    }

    @Test func `each turn has a delivery window of its own`() {
        var tracker = tracker(connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(1_000))
        tracker.connect(3, at: 1_000)
        #expect(tracker.advanceRollouts(at: at(1_000)) == [start(3)])
        _ = tracker.started(jid(0), [minion(3)], at: at(1_000))
        #expect(tracker.jobs[jid(0)]?.waiting[minion(3)]?.deliverBefore == at(1_060))
        tracker.unsubscribed(minion(3), at: at(1_001))
        #expect(tracker.tick(at: at(1_060)) == [])
        #expect(tracker.tick(at: at(1_060.001)) == [settle(0, [3], .undelivered, at: 1_060.001)])
    }

    @Test func `the end on one minion gives the next its turn`() {
        var tracker = tracker(connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [minion(3)], at: at(0))
        tracker.settled(0, 3)
        #expect(tracker.advanceRollouts(at: at(1)) == [start(1)])
    }

    @Test func `too many errors skip the rest, once`() {
        var tracker = tracker(Rollout(size: .count(1), maximumErrors: .count(0)), connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [minion(3)], at: at(0))
        tracker.settled(jid(0), minion(3), as: .failed, at: at(1))
        #expect(tracker.advanceRollouts(at: at(1)) == [settle(0, [1, 2], .skipped, at: 1)])
        #expect(tracker.advanceRollouts(at: at(2)) == [])
        #expect(tracker.cancel(jid(0), at: at(2)) == [])
        for number in [1, 2] { tracker.settled(jid(0), minion(number), as: .skipped, at: at(3)) }
        #expect(tracker.jobs.isEmpty && tracker.rollouts.isEmpty)
    }

    @Test func `whose turn is being kept when too many have failed is skipped too`() {
        var tracker = tracker(Rollout(size: .count(2), maximumErrors: .count(0)), connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [minion(3), minion(1)], at: at(0))
        tracker.settled(0, 1)
        #expect(tracker.advanceRollouts(at: at(1)) == [start(2)])
        tracker.settled(jid(0), minion(3), as: .failed, at: at(2))
        #expect(tracker.isStopped(jid(0)))
        #expect(tracker.started(jid(0), [minion(2)], at: at(2)) == [settle(0, [2], .skipped, at: 2)])
        #expect(tracker.started(jid(0), [minion(2)], at: at(2)) == [])
    }

    @Test func `what the job does not wait for is no failure of it`() {
        var tracker = tracker(Rollout(size: .count(1), maximumErrors: .count(0)), connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        tracker.settled(jid(0), minion(9), as: .failed, at: at(1))
        tracker.settled(0, 3)
        tracker.settled(jid(0), minion(3), as: .failed, at: at(1))
        #expect(tracker.advanceRollouts(at: at(1)) == [start(1)])
    }

    @Test func `more is to be expected while a minion has not said that it has the job`() {
        var tracker = tracker(Rollout(size: .count(3)), connected: 1, 2, 3)
        #expect(tracker.isRollingOut(jid(0)))
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [1, 2, 3].map { minion($0) }, at: at(0))
        #expect(tracker.isRollingOut(jid(0)))
        for number in 1...3 { tracker.receipt(0, number, at: 1) }
        #expect(!tracker.isRollingOut(jid(0)))
        #expect(!tracker.isRollingOut(jid(7)))
    }

    @Test func `while no minion at all is there nothing is given up, and silence counts from then on`() {
        var tracker = tracker(Rollout(size: .count(1), maximumErrors: .count(0)), connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [minion(3)], at: at(0))
        tracker.receipt(0, 3, at: 1)
        for number in 1...3 { tracker.unsubscribed(minion(number), at: at(2)) }
        for second in stride(from: 3.0, to: 1_000, by: 1) {
            #expect(tracker.tick(at: at(second)) == [])
            #expect(tracker.advanceRollouts(at: at(second)) == [])
        }
        tracker.connect(1, at: 1_000)
        _ = tracker.tick(at: at(1_030))
        tracker.heard(from: minion(1), at: at(1_030))
        #expect(tracker.advanceRollouts(at: at(1_030)) == [])
        tracker.heard(from: minion(1), at: at(1_060))
        _ = tracker.tick(at: at(1_060))
        #expect(tracker.advanceRollouts(at: at(1_060)) == [settle(0, [1, 2], .skipped, at: 1_060)])
    }

    @Test func `a job that is cancelled starts nowhere, also where the turn had just come`() {
        var tracker = tracker(connected: 1, 2, 3)
        #expect(tracker.advanceRollouts(at: at(0)) == [start(3)])
        #expect(tracker.cancel(jid(0), at: at(1)) == [settle(0, [1, 2, 3], .cancelled, at: 1)])
        #expect(tracker.started(jid(0), [minion(3)], at: at(2)) == [])
        #expect(tracker.advanceRollouts(at: at(2)) == [])
    }

    @Test func `a minion that was away gets its turn with any sign of it`() {
        var tracker = tracker(connected: 3)
        #expect(tracker.advanceRollouts(at: at(0)) == [start(3)])
        _ = tracker.started(jid(0), [minion(3)], at: at(0))
        tracker.settled(0, 3)
        #expect(tracker.advanceRollouts(at: at(1)) == [])
        tracker.connect(2, at: 2)
        #expect(tracker.advanceRollouts(at: at(2)) == [start(2)])
    }

    @Test func `a silent minion's place is given on by a tick`() {
        var tracker = tracker(connected: 1, 2, 3)
        _ = tracker.advanceRollouts(at: at(0))
        _ = tracker.started(jid(0), [minion(3)], at: at(0))
        tracker.receipt(0, 3, at: 1)
        tracker.unsubscribed(minion(3), at: at(2))
        for number in [1, 2] { tracker.heard(from: minion(number), at: at(40)) }
        _ = tracker.tick(at: at(62))
        #expect(tracker.advanceRollouts(at: at(62)) == [])
        _ = tracker.tick(at: at(62.001))
        #expect(tracker.advanceRollouts(at: at(62.001)) == [start(1)])
    }

    @Test func `after a restart of the master it goes on with those whose turn had not come`() {
        var tracker = Tracker()
        var job = job(0, for: [1, 2, 3, 4])
        job.rollout = Rollout(size: .count(1), maximumErrors: .count(1))
        tracker.resume(
            job,
            packet: [1],
            settled: [minion(1): .failed],
            started: [minion(1), minion(2)],
            at: at(1_000)
        )
        #expect(tracker.state(0, 2) == .pending)
        #expect(tracker.jobs[jid(0)]?.waiting[minion(2)]?.isHeld == false)
        #expect(tracker.jobs[jid(0)]?.waiting[minion(3)]?.isHeld == true)
        tracker.connect(3, at: 1_000)
        #expect(tracker.advanceRollouts(at: at(1_000)) == [])
        // No receipt of the minion whose turn had come was kept: it is given it again.
        #expect(tracker.connect(2, at: 1_001) == [deliver(0, 2)])
        #expect(tracker.jobs[jid(0)]?.waiting[minion(2)]?.deliverBefore == at(1_060))
        tracker.settled(jid(0), minion(2), as: .succeeded, at: at(1_004))
        #expect(tracker.advanceRollouts(at: at(1_004)) == [start(3)])
    }

    @Test func `a minion that has the job though its turn was not known to have come takes a place`() {
        var tracker = tracker(connected: 1, 2, 3)
        _ = tracker.heartbeat(2, [0], at: 0)
        #expect(tracker.state(0, 2) == .running)
        #expect(tracker.advanceRollouts(at: at(1)) == [])
    }
}
