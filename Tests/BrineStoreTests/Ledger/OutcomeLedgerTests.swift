import BrineCore
import Testing

@testable import BrineStore

@Suite struct `Ledgers of outcomes` {
    private let two = MinionNumber(2)
    private let five = MinionNumber(5)

    private func ledger() throws -> (OutcomeLedger, MinionNumber, MinionNumber) {
        let two = try #require(two)
        let five = try #require(five)
        return (OutcomeLedger(MinionSet([two, five])), two, five)
    }

    @Test func `a minion's first outcome is inserted and counted`() throws {
        var (ledger, two, five) = try ledger()
        #expect(ledger.missing == 2)
        #expect(ledger.enter(.succeeded, for: two) == .insert)
        #expect(ledger.missing == 1)
        #expect(ledger.enter(.undelivered, for: five) == .insert)
        #expect(ledger.missing == 0)
    }

    @Test func `a return replaces a verdict once, and nothing is counted twice`() throws {
        var (ledger, two, _) = try ledger()
        #expect(ledger.enter(.lost, for: two) == .insert)
        #expect(ledger.enter(.undelivered, for: two) == .leave)
        #expect(ledger.enter(.failed, for: two) == .replace)
        #expect(ledger.enter(.succeeded, for: two) == .leave)
        #expect(ledger.missing == 1)
    }

    @Test func `a minion's word that a job is lost replaces the master's verdict once`() throws {
        var (ledger, two, five) = try ledger()
        #expect(ledger.enter(.lost, for: two, hasReturn: false) == .insert)
        #expect(ledger.enter(.lost, for: two, hasReturn: false) == .leave)
        #expect(ledger.enter(.lost, for: two) == .replace)
        #expect(ledger.enter(.lost, for: two) == .leave)
        #expect(ledger.enter(.lost, for: five) == .insert)
        #expect(ledger.enter(.lost, for: five, hasReturn: false) == .leave)
        #expect(ledger.missing == 0)
    }

    @Test func `has one byte for each minion beside its number, also where its loss is unexplained`() {
        #expect(MemoryLayout<OutcomeLedger.Standing>.stride == 1)
        #expect(MemoryLayout<MinionNumber>.stride == 4)
    }

    @Test(arguments: [JobState.pending, .running, .unreachable])
    func `a state that is not final is refused`(state: JobState) throws {
        var (ledger, two, _) = try ledger()
        #expect(ledger.enter(state, for: two) == .refuse)
        #expect(ledger.missing == 2)
    }

    @Test func `a minion that the job was not for is refused`() throws {
        var (ledger, _, _) = try ledger()
        for number in [1, 3, 4, 6] {
            #expect(ledger.enter(.succeeded, for: try #require(MinionNumber(number))) == .refuse)
        }
        #expect(ledger.missing == 2)
    }
}
