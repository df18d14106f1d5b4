import Testing

@testable import BrineModules

@Suite struct `A plan for a time limit` {
    private let start = ContinuousClock.now

    private func plan(_ limit: Duration?) -> TimeLimitPlan {
        TimeLimitPlan(limit: limit, grace: .seconds(5), from: start)
    }

    @Test func `without a limit waits until the command ends`() {
        var plan = plan(nil)
        #expect(plan.step(at: start + .seconds(1_000_000), hasEnded: false, othersRun: false) == .wait(until: nil))
        #expect(plan.step(at: start + .seconds(1_000_001), hasEnded: true, othersRun: false) == .leave)
        #expect(!plan.overran)
    }

    @Test func `lets a command be that ends in time, even at the last moment`() {
        var plan = plan(.seconds(10))
        #expect(plan.step(at: start, hasEnded: false, othersRun: false) == .wait(until: start + .seconds(10)))
        #expect(plan.step(at: start + .seconds(10), hasEnded: true, othersRun: false) == .leave)
        #expect(!plan.overran)
    }

    @Test func `asks once for the end, and leaves when all have ended`() {
        var plan = plan(.seconds(10))
        #expect(plan.step(at: start + .seconds(10), hasEnded: false, othersRun: false) == .terminate)
        #expect(plan.overran)
        let end = start + .seconds(15)
        #expect(plan.step(at: start + .seconds(11), hasEnded: false, othersRun: true) == .wait(until: end))
        #expect(plan.step(at: start + .seconds(12), hasEnded: true, othersRun: true) == .wait(until: end))
        #expect(plan.step(at: start + .seconds(13), hasEnded: false, othersRun: false) == .wait(until: end))
        #expect(plan.step(at: start + .seconds(14), hasEnded: true, othersRun: false) == .leave)
        #expect(plan.overran)
    }

    @Test func `kills once what has not ended in the grace, and then waits for the command alone`() {
        var plan = plan(.seconds(10))
        #expect(plan.step(at: start + .seconds(12), hasEnded: false, othersRun: true) == .terminate)
        #expect(
            plan.step(at: start + .seconds(16), hasEnded: false, othersRun: true) == .wait(until: start + .seconds(17))
        )
        #expect(plan.step(at: start + .seconds(17), hasEnded: true, othersRun: true) == .kill)
        #expect(plan.step(at: start + .seconds(17), hasEnded: false, othersRun: true) == .wait(until: nil))
        #expect(plan.step(at: start + .seconds(18), hasEnded: true, othersRun: true) == .leave)
    }
}
