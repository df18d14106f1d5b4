import Testing

@testable import BrineMinion

@Suite struct `The tally of an outbox` {
    @Test func `knows nothing before the outbox was listed`() {
        var tally = OutboxTally()
        #expect(tally.total(at: at(0)) == nil)
        tally.add(4_096)
        #expect(tally.total(at: at(0)) == nil)
    }

    @Test func `is good for twenty times as long as listing took, and counts what is put there`() {
        var tally = OutboxTally()
        tally.listed(8_192, from: at(1), to: at(1.5))
        #expect(tally.total(at: at(1.5)) == 8_192)
        tally.add(4_096)
        #expect(tally.total(at: at(11.4)) == 12_288)
        #expect(tally.total(at: at(11.5)) == nil)
        tally.listed(4_096, from: at(12), to: at(12))
        #expect(tally.total(at: at(12)) == nil)
    }
}
