import Testing

@testable import BrineMinion

@Suite struct `The seeded random numbers` {
    @Test func `gives the numbers that its authors give`() {
        var random = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in random.next() } == expected)
    }

    @Test func `gives the same for the same seed, another for another`() {
        var (first, second, third) = (SplitMix64(seed: 7), SplitMix64(seed: 7), SplitMix64(seed: 8))
        let numbers = (0..<100).map { _ in first.next() }
        #expect(numbers == (0..<100).map { _ in second.next() })
        #expect(numbers != (0..<100).map { _ in third.next() })
    }

    @Test(arguments: [.zero, .milliseconds(1), .seconds(2), .seconds(86_400)] as [Duration])
    func `jitter is between half and the whole`(duration: Duration) {
        var random = SplitMix64(seed: 3)
        for _ in 0..<1_000 {
            let jittered = random.jittered(duration)
            #expect(jittered >= duration / 2)
            #expect(jittered <= duration)
        }
    }
}
