import BrineCore
import Testing

@testable import BrineMaster

@Suite struct `Whose turn it is in a rollout` {
    private func progress(
        _ rollout: Rollout,
        of count: Int = 5,
        started: Set<MinionNumber> = [],
        failed: Set<MinionNumber> = []
    ) -> RolloutProgress {
        let all = Array(1...count)
        return RolloutProgress(
            rollout,
            of: count,
            window: .seconds(60),
            order: all.map { minion($0) },
            started: started,
            failed: failed
        )
    }

    /// The step at a moment, where some minions are away.
    private func step(_ progress: inout RolloutProgress, at second: Double = 0, away: Int...) -> RolloutProgress.Step? {
        let away = Set(away.map { minion($0) })
        return progress.step(at: at(second)) { !away.contains($0) }
    }

    private func start(_ numbers: Int...) -> RolloutProgress.Step { .start(numbers.map { minion($0) }) }

    @Test func `so many start as there are places, in their order, and no more before one ends`() {
        var progress = progress(Rollout(size: .count(2)))
        #expect(step(&progress) == start(1, 2))
        #expect(step(&progress, at: 1_000) == nil)
        progress.ended(minion(2), as: .succeeded, at: at(1))
        #expect(step(&progress, at: 1) == start(3))
        progress.ended(minion(1), as: .succeeded, at: at(2))
        progress.ended(minion(3), as: .failed, at: at(2))
        #expect(step(&progress, at: 2) == start(4, 5))
        #expect(!progress.isUnderWay)
        #expect(progress.held.isEmpty)
    }

    @Test func `a place stays empty for as long as is asked`() {
        var progress = progress(Rollout(size: .count(1), wait: .seconds(10)))
        #expect(step(&progress) == start(1))
        #expect(progress.nextPlace == nil)
        progress.ended(minion(1), as: .succeeded, at: at(5))
        #expect(progress.nextPlace == at(15))
        #expect(step(&progress, at: 14.999) == nil)
        #expect(progress.isUnderWay)
        #expect(step(&progress, at: 15) == start(2))
    }

    @Test func `a place stays empty no longer than was asked for, also where the clock is set back`() {
        var progress = progress(Rollout(size: .count(1), wait: .seconds(10)))
        _ = step(&progress, at: 1_000)
        progress.ended(minion(1), as: .succeeded, at: at(1_000))
        #expect(step(&progress, at: 0) == nil)
        #expect(progress.nextPlace == at(10))
        #expect(step(&progress, at: 10) == start(2))
    }

    @Test func `it stops with one error more than there may be`() {
        var progress = progress(Rollout(size: .count(1), maximumErrors: .count(1)))
        #expect(step(&progress) == start(1))
        progress.ended(minion(1), as: .lost, at: at(1))
        #expect(step(&progress) == start(2))
        progress.ended(minion(2), as: .timedOut, at: at(2))
        #expect(progress.isStopped)
        #expect(step(&progress) == .giveUp([3, 4, 5].map { minion($0) }, .skipped))
        #expect(step(&progress) == nil)
    }

    @Test(arguments: [JobState.failed, .terminated, .timedOut, .undelivered, .lost])
    func `each end but success is an error`(state: JobState) {
        var progress = progress(Rollout(size: .count(1), maximumErrors: .count(0)))
        _ = step(&progress)
        progress.ended(minion(1), as: state, at: at(1))
        #expect(progress.errors == 1)
    }

    @Test(arguments: [JobState.succeeded, .cancelled, .skipped])
    func `success is no error, nor is what was not to be`(state: JobState) {
        var progress = progress(Rollout(size: .count(1), maximumErrors: .count(0)))
        _ = step(&progress)
        progress.ended(minion(1), as: state, at: at(1))
        #expect(progress.errors == 0)
    }

    @Test func `a late success takes the error back`() {
        var progress = progress(Rollout(size: .count(1), maximumErrors: .count(0)))
        _ = step(&progress)
        progress.ended(minion(1), as: .undelivered, at: at(1))
        progress.ended(minion(1), as: .succeeded, at: at(2))
        #expect(step(&progress) == start(2))
    }

    @Test func `a minion that is away is passed over and has its turn when it is back`() {
        var progress = progress(Rollout(size: .count(1)))
        #expect(step(&progress, away: 1, 2) == start(3))
        progress.ended(minion(3), as: .succeeded, at: at(1))
        progress.heard(from: minion(2))
        #expect(step(&progress, away: 1) == start(4))
        progress.ended(minion(4), as: .succeeded, at: at(2))
        #expect(step(&progress, away: 1) == start(5))
        progress.ended(minion(5), as: .succeeded, at: at(3))
        #expect(step(&progress, away: 1) == start(2))
    }

    @Test func `those that stay away have one delivery window when all others are done`() {
        var progress = progress(Rollout(size: .count(4)))
        #expect(step(&progress, away: 5) == start(1, 2, 3, 4))
        #expect(step(&progress, at: 500, away: 5) == nil)
        #expect(progress.isUnderWay)
        for number in 1...4 { progress.ended(minion(number), as: .succeeded, at: at(600)) }
        #expect(step(&progress, at: 600, away: 5) == nil)
        #expect(!progress.isUnderWay)
        #expect(step(&progress, at: 659, away: 5) == nil)
        #expect(step(&progress, at: 660, away: 5) == .giveUp([minion(5)], .undelivered))
    }

    @Test func `one that comes within that window starts, and the others get another window`() {
        var progress = progress(Rollout(size: .count(1)), of: 2)
        #expect(step(&progress, at: 0, away: 1, 2) == nil)
        progress.heard(from: minion(2))
        #expect(step(&progress, at: 59, away: 1) == start(2))
        #expect(step(&progress, at: 100, away: 1) == nil)
        progress.ended(minion(2), as: .succeeded, at: at(100))
        #expect(step(&progress, at: 101, away: 1) == nil)
        #expect(step(&progress, at: 160, away: 1) == nil)
        #expect(step(&progress, at: 161, away: 1) == .giveUp([minion(1)], .undelivered))
    }

    @Test
    func `a minion that falls silent with the job loses its place after a window, and is an error until it is heard`() {
        var progress = progress(Rollout(size: .count(1), maximumErrors: .count(1)))
        #expect(step(&progress) == start(1))
        progress.noticeSilence(at: at(70)) { $0 == minion(1) ? at(10) : nil }
        #expect(step(&progress, at: 70) == nil)
        progress.noticeSilence(at: at(71)) { $0 == minion(1) ? at(10) : nil }
        #expect(progress.errors == 1)
        #expect(step(&progress, at: 71) == start(2))
        progress.noticeSilence(at: at(72)) { _ in nil }
        #expect(progress.errors == 0)
        progress.ended(minion(2), as: .succeeded, at: at(73))
        #expect(step(&progress, at: 73) == nil)
        progress.ended(minion(1), as: .succeeded, at: at(74))
        #expect(step(&progress, at: 74) == start(3))
    }

    @Test func `it goes on where it was after a restart`() {
        var progress = progress(
            Rollout(size: .count(2), maximumErrors: .count(1)),
            started: [minion(1)],
            failed: [minion(9)]
        )
        #expect(progress.errors == 1)
        #expect(step(&progress) == start(2))
        progress.ended(minion(1), as: .failed, at: at(1))
        #expect(step(&progress) == .giveUp([3, 4, 5].map { minion($0) }, .skipped))
    }

    @Test func `one that turns out to have the job has a place, and one that is cancelled has none`() {
        var progress = progress(Rollout(size: .count(1)))
        progress.hasStarted(minion(4))
        #expect(step(&progress) == nil)
        progress.release(minion(1))
        progress.ended(minion(4), as: .succeeded, at: at(1))
        #expect(step(&progress) == start(2))
    }

    @Test
    func `whatever happens, no place is given twice, each minion has one turn at the most, and all come to an end`() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let count = Int.random(in: 1...12, using: &random)
            let places = Int.random(in: 1...4, using: &random)
            var progress = progress(Rollout(size: .count(places), wait: .seconds(2)), of: count)
            var (started, ended, running): (Set<MinionNumber>, Set<MinionNumber>, Set<MinionNumber>) = ([], [], [])
            var away: Set<MinionNumber> = []
            var second = 0.0
            for turn in 0..<2_000 where ended.count < count {
                second += 1
                if turn < 1_000 {
                    let one = minion(Int.random(in: 1...count, using: &random))
                    if away.remove(one) != nil { progress.heard(from: one) } else { away.insert(one) }
                } else if turn == 1_000 {
                    for one in away { progress.heard(from: one) }
                    away = []
                }
                switch progress.step(at: at(second), isConnected: { !away.contains($0) }) {
                case .start(let minions):
                    #expect(started.isDisjoint(with: minions) && ended.isDisjoint(with: minions), "seed \(seed)")
                    #expect(Set(minions).isDisjoint(with: away), "seed \(seed)")
                    started.formUnion(minions)
                    running.formUnion(minions)
                case .giveUp(let minions, let state):
                    #expect(started.isDisjoint(with: minions) && state == .undelivered, "seed \(seed)")
                    for one in minions { progress.ended(one, as: state, at: at(second)) }
                    ended.formUnion(minions)
                case nil: break
                }
                #expect(running.count <= places, "seed \(seed)")
                if let one = running.sorted().randomElement(using: &random), Bool.random(using: &random) {
                    running.remove(one)
                    ended.insert(one)
                    progress.ended(one, as: .succeeded, at: at(second))
                }
            }
            #expect(ended.count == count, "seed \(seed)")
        }
    }
}
