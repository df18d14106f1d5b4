import Testing

@testable import BrineMaster

@Suite struct `The runs of a minion` {
    private func shared(_ boots: String...) -> [Bool] {
        var runs = MinionRuns()
        return boots.map { runs.heard($0) }
    }

    @Test func `are one after the other where it is started anew`() {
        #expect(shared("a", "a", "b", "b", "c", "d", "d") == Array(repeating: false, count: 7))
    }

    @Test func `are two at once where an earlier one is heard again`() {
        #expect(shared("a", "b", "a", "a", "b") == [false, false, true, false, true])
    }

    @Test func `count where they name the last welcome alone`() {
        var tracker = Tracker()
        _ = tracker.subscribed(minion(1), after: jid(-5), at: at(0))
        func shared(_ boot: String, _ welcome: Int64) -> Bool {
            tracker.isShared(minion(1), boot: boot, welcomedAfter: jid(welcome))
        }
        var found = [shared("a", -5)]
        _ = tracker.subscribed(minion(1), after: jid(-3), at: at(1))
        // The third is what the old connection still held.
        found += [shared("b", -3), shared("a", -5), shared("b", -3), shared("a", -3)]
        #expect(found == [false, false, false, false, true])
    }
}
