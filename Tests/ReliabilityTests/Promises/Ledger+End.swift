import BrineCore
import BrineStore

// What must be true when all is mended, and nothing more happens.
extension Ledger {
    /// Checks each pair of a job and a minion.
    func checkEnd(of world: World) throws(Violation) {
        for (jid, kept) in world.store.kept {
            for minion in kept.job.minions {
                guard let outcome = kept.outcomes[minion] else {
                    throw Violation(.finalStates, "\(world.name(jid)) on \(world.name(minion)) has none")
                }
                if isStrict { try check(outcome, in: world) }
            }
        }
        guard isStrict else { return }
        for pair in begun.keys where world.store.kept[pair.jid] == nil {
            throw Violation(
                .returnsKept,
                "\(world.name(pair.jid)) ran on \(world.name(pair.minion)), and the store does not know it"
            )
        }
    }

    private func check(_ outcome: Outcome, in world: World) throws(Violation) {
        let pair = Pair(jid: outcome.jid, minion: outcome.minion)
        let name = "\(world.name(outcome.jid)) on \(world.name(outcome.minion))"
        let minion = world.minions[Int(outcome.minion.rawValue) - 1]
        let made = returns[pair] ?? []
        // What was answered from memory is gone with the daemon.
        let mustBeThere = made.filter { !$0.isWiped && ($0.isDurable || minion.crashes == 0) }
        let number = ModelReturn.number(of: outcome.body)
        if let number, !made.contains(where: { $0.jobReturn.number == number && $0.jobReturn.state == outcome.state }) {
            throw Violation(.returnsKept, "\(name) has a return in the store that was not made there")
        }
        if number == nil, !mustBeThere.isEmpty {
            throw Violation(.returnsKept, "the return of \(name) is not in the store, but \(outcome.state.rawValue)")
        }
        guard begun[pair] != nil, minion.disk == 0, number == nil else { return }
        switch outcome.state {
        case .undelivered, .cancelled, .skipped:
            throw Violation(.notStarted, "\(name) has begun, and is \(outcome.state.rawValue)")
        default:
            throw Violation(.returnsKept, "\(name) has begun and has no return; it is \(outcome.state.rawValue)")
        }
    }
}
