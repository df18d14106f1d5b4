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
        tracker.resume(1, for: [1, 2, 3], settled: [2])
        #expect(tracker.state(1, 1) == .unreachable)
        #expect(tracker.state(1, 2) == nil)
        #expect(tracker.state(1, 3) == .unreachable)
        #expect(tracker.connect(1) == [])
        #expect(tracker.tick(at: at(1_000)) == [])
    }

    @Test func `a resumed job runs again with the heartbeat that names it, and can be lost from then on`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        #expect(tracker.heartbeat(1, [1], at: 1) == [])
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.heartbeat(1, [], at: 2) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [settle(1, [1], .lost, at: 3)])
    }

    @Test func `a resumed job that the minion does not have goes out again in its window`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        tracker.connect(1)
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.heartbeat(1, [], at: 10) == [deliver(1, 1)])
        #expect(tracker.tick(at: at(11.999)) == [])
        #expect(tracker.tick(at: at(12)) == [deliver(1, 1)])
        #expect(tracker.state(1, 1) == .pending)
    }

    @Test func `the last moment of the window is in it`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.heartbeat(1, [], at: 60) == [deliver(1, 1)])
    }

    @Test func `a resumed job that the minion does not have is lost after its window`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        #expect(tracker.heartbeat(1, [], at: 1) == [])
        #expect(tracker.heartbeat(1, [], at: 60.001) == [settle(1, [1], .lost, at: 60.001)])
    }

    @Test func `a job that went out again is lost after two heartbeats like any other`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        _ = tracker.heartbeat(1, [], at: 1)
        #expect(tracker.heartbeat(1, [], at: 2) == [deliver(1, 1)])
        tracker.receipt(1, 1, at: 3)
        #expect(tracker.heartbeat(1, [], at: 4) == [])
        #expect(tracker.heartbeat(1, [], at: 5) == [settle(1, [1], .lost, at: 5)])
    }

    @Test func `a job whose receipt reached the new master never goes out again`() {
        var tracker = Tracker()
        tracker.resume(1, for: [1])
        tracker.receipt(1, 1, at: 1)
        #expect(tracker.state(1, 1) == .running)
        #expect(tracker.heartbeat(1, [], at: 2) == [])
        #expect(tracker.heartbeat(1, [], at: 3) == [settle(1, [1], .lost, at: 3)])
    }
}
