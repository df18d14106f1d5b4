import BrineCore
import Testing

@Suite struct `A share of a job's minions` {
    @Test(
        arguments: [
            ("10", .count(10)), ("0", .count(0)), ("1000000", .count(1_000_000)), ("25%", .percent(25)),
            ("0%", .percent(0)),
            ("2.5%", .percent(2.5)), ("100%", .percent(100)),
        ] as [(String, Share)]
    )
    func `is a number or a percentage, and prints as it was written`(text: String, share: Share) {
        #expect(Share(text) == share)
        #expect(share.description == text)
    }

    @Test(arguments: [
        "", "%", "-1", "+1", "1.5", "1000001", "101%", "-5%", "0.00001%", "1e1%", "nan%", "0x1%", "1 %", "ten", "５",
    ])
    func `is nothing else`(text: String) {
        #expect(Share(text) == nil)
    }

    @Test func `of so many minions is rounded down`() {
        #expect(Share.percent(25).count(of: 7) == 1)
        #expect(Share.percent(10).count(of: 9) == 0)
        #expect(Share.percent(100).count(of: 9) == 9)
        #expect(Share.count(3).count(of: 2) == 3)
    }
}
