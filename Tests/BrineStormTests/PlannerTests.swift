import Testing

@testable import BrineStorm

@Suite struct `What a storm draws` {
    @Test func `the same seed gives each caller the same row of steps`() {
        let minions = ["m01", "m02", "m03"]
        func steps(_ seed: UInt64, _ caller: Int) -> [Step] {
            var planner = Planner(seed: seed, caller: caller, minions: minions)
            return (0..<200).map { _ in planner.next().step }
        }
        #expect(steps(7, 1) == steps(7, 1))
        #expect(steps(7, 1) != steps(7, 2))
        #expect(steps(7, 1) != steps(8, 1))
    }

    @Test func `every kind of step, and each token once`() {
        var planner = Planner(seed: 1, caller: 0, minions: (1...12).map { "m\($0)" })
        let steps = (0..<2_000).map { _ in planner.next().step }
        var tokens: [String] = []
        var kinds: Set<Work.Kind> = []
        var batches = 0
        for case .publish(let publication) in steps {
            tokens.append(publication.work.token)
            kinds.insert(publication.work.kind)
            batches += publication.batch == nil ? 0 : 1
        }
        #expect(Set(tokens).count == tokens.count)
        #expect(kinds == Set(Work.Kind.allCases))
        #expect(batches > 0)
        #expect(steps.contains { if case .cancel = $0 { true } else { false } })
        #expect(steps.contains { if case .rerun = $0 { true } else { false } })
        #expect(steps.contains { if case .signal = $0 { true } else { false } })
    }
}
