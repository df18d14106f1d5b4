import Testing

@testable import BrineTesting

@Suite struct `The plan of a faulty network` {
    private typealias Plan = PacketPlan<Int>
    private let start = ContinuousClock.now
    private let way = Plan.Direction(from: 0, to: 1)

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    /// The packets that have gone on by then.
    private func gone(_ plan: inout Plan, by milliseconds: Int) -> [Int] {
        plan.takeDue(at: after(milliseconds)).map(\.packet)
    }

    @Test func `lets all through at once, in order, to the host they are for, where there is no fault`() {
        var plan = Plan(seed: 1)
        plan.sent(1, way, at: start)
        plan.sent(2, .init(from: 2, to: 3), at: start)
        plan.sent(3, way, at: start)
        #expect(plan.nextDue == start)
        let due = plan.takeDue(at: start)
        #expect(due.map(\.packet) == [1, 2, 3])
        #expect(due.map(\.host) == [1, 3, 1])
        #expect(plan.nextDue == nil)
        #expect(plan[counts: way] == PacketCounts(passed: 2))
    }

    @Test func `drops what comes to a cut, and what is on its way when it is made, one way only`() {
        var plan = Plan(seed: 1)
        plan[faults: way].delay = .milliseconds(10)
        plan.sent(1, way, at: start)
        plan[faults: way].isCut = true
        plan.sent(2, way, at: start)
        plan.sent(3, .init(from: 1, to: 0), at: start)
        #expect(gone(&plan, by: 10) == [3])
        plan[faults: way].isCut = false
        plan.sent(4, way, at: after(10))
        #expect(gone(&plan, by: 20) == [4])
        #expect(plan[counts: way] == PacketCounts(passed: 1, cut: 2))
    }

    @Test func `delays each way by itself`() {
        var plan = Plan(seed: 1)
        plan[faults: way].delay = .milliseconds(200)
        plan[faults: .init(from: 1, to: 0)].delay = .milliseconds(50)
        plan.sent(1, way, at: start)
        plan.sent(2, .init(from: 1, to: 0), at: start)
        #expect(plan.nextDue == after(50))
        #expect(gone(&plan, by: 50) == [2])
        #expect(gone(&plan, by: 199) == [])
        #expect(gone(&plan, by: 200) == [1])
    }

    @Test func `keeps the order when the delay becomes shorter`() {
        var plan = Plan(seed: 1)
        plan[faults: way].delay = .milliseconds(100)
        plan.sent(1, way, at: start)
        plan[faults: way].delay = .zero
        plan.sent(2, way, at: after(10))
        #expect(gone(&plan, by: 99) == [])
        #expect(gone(&plan, by: 100) == [1, 2])
    }

    @Test func `loses the share it is told, and all of it where that is all`() {
        var plan = Plan(seed: 7, room: 10_000)
        plan[faults: way].loss = 0.05
        for packet in 0..<10_000 { plan.sent(packet, way, at: start) }
        let lost = plan[counts: way].lost
        #expect((400...600).contains(lost))
        #expect(gone(&plan, by: 0).count == 10_000 - lost)
        plan[faults: way].loss = 1
        plan.sent(1, way, at: start)
        #expect(plan.nextDue == nil)
    }

    @Test func `has packets that are held overtaken by those behind them`() {
        var plan = Plan(seed: 1)
        plan[faults: way] = LinkFaults(heldShare: 1, hold: .milliseconds(20))
        plan.sent(1, way, at: start)
        plan[faults: way].heldShare = 0
        plan.sent(2, way, at: after(5))
        #expect(gone(&plan, by: 5) == [2])
        #expect(gone(&plan, by: 20) == [1])
        #expect(plan[counts: way] == PacketCounts(passed: 2, held: 1))
    }

    @Test func `drops what finds a direction full, and takes more when there is room again`() {
        var plan = Plan(seed: 1, room: 2)
        plan[faults: way].delay = .milliseconds(10)
        for packet in 1...3 { plan.sent(packet, way, at: start) }
        plan.sent(4, .init(from: 1, to: 0), at: start)
        #expect(gone(&plan, by: 10) == [4, 1, 2])
        plan.sent(5, way, at: after(10))
        #expect(gone(&plan, by: 20) == [5])
        #expect(plan[counts: way] == PacketCounts(passed: 3, overflowed: 1))
    }

    @Test func `does the same again for the same seed`() {
        func walk(seed: UInt64) -> [Int] {
            var plan = Plan(seed: seed)
            plan[faults: way] = LinkFaults(loss: 0.3, delay: .milliseconds(5), heldShare: 0.3, hold: .milliseconds(3))
            for packet in 0..<100 { plan.sent(packet, way, at: after(packet)) }
            return gone(&plan, by: 1_000)
        }
        #expect(walk(seed: 5) == walk(seed: 5))
        #expect(walk(seed: 5) != walk(seed: 6))
        #expect(walk(seed: 5) != walk(seed: 5).sorted())
    }
}
