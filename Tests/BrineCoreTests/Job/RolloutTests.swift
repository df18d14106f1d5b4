import BrineCore
import MessagePack
import Testing

@Suite struct `A rollout` {
    @Test func `has one place at least`() {
        #expect(Rollout(size: .percent(1)).places(for: 3) == 1)
        #expect(Rollout(size: .percent(50)).places(for: 9) == 4)
        #expect(Rollout(size: .count(20)).places(for: 3) == 20)
    }

    @Test func `may have no limit of errors, or one that is a share`() {
        #expect(Rollout(size: .count(1)).errorLimit(for: 10) == nil)
        #expect(Rollout(size: .count(1), maximumErrors: .count(0)).errorLimit(for: 10) == 0)
        #expect(Rollout(size: .count(1), maximumErrors: .percent(25)).errorLimit(for: 10) == 2)
    }

    @Test(arguments: [
        Rollout(size: .count(3)),
        Rollout(size: .percent(12.5), wait: .milliseconds(1_500), maximumErrors: .percent(5)),
        Rollout(size: .count(1), wait: Rollout.longestWait, maximumErrors: .count(0)),
    ])
    func `comes back from its value`(rollout: Rollout) {
        #expect(Rollout(rollout.value) == rollout)
    }

    @Test(
        arguments: [
            .null, [], [:], ["size": "3"], ["size": "0", "wait": 0], ["size": "x", "wait": 0], ["size": 3, "wait": 0],
            ["size": "3", "wait": -1], ["size": "3", "wait": 86_400_001],
            ["size": "3", "wait": 0, "max_errors": "many"],
        ] as [Value]
    )
    func `is not made of anything else`(value: Value) {
        #expect(Rollout(value) == nil)
    }
}
