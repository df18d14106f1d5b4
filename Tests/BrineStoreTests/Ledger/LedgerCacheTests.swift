import BrineCore
import Testing

@testable import BrineStore

@Suite struct `The cache of ledgers` {
    private func ledger(_ minions: Int) -> OutcomeLedger {
        OutcomeLedger(MinionSet((1...minions).compactMap { MinionNumber($0) }))
    }

    @Test func `a ledger can be taken once`() {
        var cache = LedgerCache()
        cache.put(ledger(3), for: jid(1))
        #expect(cache.take(jid(2)) == nil)
        #expect(cache.take(jid(1)) == ledger(3))
        #expect(cache.take(jid(1)) == nil)
    }

    @Test func `a ledger put again takes the earlier one's place`() {
        var cache = LedgerCache(capacity: 200)
        for minions in 1...40 { cache.put(ledger(minions), for: jid(1)) }
        #expect(cache.count == 1)
        #expect(cache.take(jid(1)) == ledger(40))
    }

    @Test func `those used longest ago go first`() {
        var cache = LedgerCache(capacity: 3 * 150)
        for number: Int64 in 1...3 { cache.put(ledger(100), for: jid(number)) }
        if let first = cache.take(jid(1)) { cache.put(first, for: jid(1)) }
        cache.put(ledger(100), for: jid(4))
        #expect(cache.take(jid(2)) == nil)
        #expect(cache.take(jid(4)) == ledger(100))
    }

    @Test func `the bound holds whatever is put in`() {
        var cache = LedgerCache(capacity: 1_000)
        for number: Int64 in 1...500 {
            cache.put(ledger(Int(number % 7) * 40 + 1), for: jid(number))
            #expect(cache.count <= 1_000 / 51)
        }
        cache.put(ledger(5_000), for: jid(501))
        #expect(cache.count == 0)
    }
}
