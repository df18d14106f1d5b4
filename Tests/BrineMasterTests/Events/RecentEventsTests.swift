import Testing

@testable import BrineMaster

@Suite struct `The last events of minions` {
    @Test func `are remembered in the order in which they came, whatever their jids say`() {
        var recent = RecentEvents(limit: 3)
        for number: Int64 in [5, 4, 3] { #expect(recent.insert(jid(number), of: minion(1)) == true) }
        for number: Int64 in [5, 4, 3] { #expect(recent.insert(jid(number), of: minion(1)) == false) }
        for number: Int64 in [9, 1] { #expect(recent.insert(jid(number), of: minion(1)) == true) }
        #expect(recent.insert(jid(5), of: minion(1)) == false)
        #expect(recent.insert(jid(2), of: minion(1)) == true)
        #expect(recent.insert(jid(9), of: minion(1)) == false)
        #expect(recent.insert(jid(5), of: minion(1)) == true, "six newer ones came")
    }

    @Test func `are each minion's own`() {
        var recent = RecentEvents(limit: 3)
        #expect(recent.insert(jid(1), of: minion(1)) == true)
        #expect(recent.insert(jid(1), of: minion(2)) == true)
        #expect(recent.insert(jid(1), of: minion(1)) == false)
    }

    @Test func `the last of them are there however many came`() {
        var recent = RecentEvents(limit: 10)
        for number: Int64 in 1...1_000 {
            #expect(recent.insert(jid(number), of: minion(1)) == true)
            for old in max(1, number - 9)...number { #expect(recent.insert(jid(old), of: minion(1)) == false) }
        }
    }
}
