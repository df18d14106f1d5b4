import BrineCore
import Glibc
import Testing

@Suite struct `Any interleaving of what master, minions and network do` {
    /// The moves that happen some forty times and more in so few interleavings; the others take up to millions.
    private static let frequent: [JobState: Set<JobState>] = [
        .pending: [.running, .succeeded, .failed, .undelivered, .cancelled],
        .running: [.unreachable, .succeeded, .failed, .terminated, .timedOut, .lost],
        .unreachable: [.running, .lost],
        .undelivered: [.succeeded],
    ]

    @Test func `keeps every promise`() {
        let first = getenv("BRINE_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...1 << 48)
        print("interleavings: BRINE_SEED=\(first)")
        let survey = Survey(first..<first + 3_000)
        guard let seed = survey.broken else {
            for (event, count) in survey.coverage.eventCounts { #expect(count > 0, "\(event) never happened") }
            for (old, new, count) in survey.coverage.moveCounts where Self.frequent[old]?.contains(new) == true {
                #expect(count > 0, "\(old.rawValue) never became \(new.rawValue)")
            }
            return
        }
        let interleaving = Interleaving(seed: seed)
        let lines = interleaving.history(of: interleaving.shortened())
        Issue.record("\(lines.joined(separator: "\n"))")
    }

    @Test func `goes the same way again for the same seed`() {
        for seed: UInt64 in 1...50 {
            let (one, other) = (Interleaving(seed: seed), Interleaving(seed: seed))
            #expect(one.events == other.events)
            #expect(one.history(of: one.events) == other.history(of: other.events))
        }
    }

    @Test(arguments: BrokenRule.allCases)
    func `breaks a promise where a rule is broken`(brokenRule: BrokenRule) {
        // This one takes a kill between two turns of the loop, once in some fifty thousand.
        let first: UInt64 = brokenRule == .forgetWithdrawals ? 55_001 : 1
        let survey = Survey(first..<first + 20_000, brokenRule: brokenRule)
        guard let seed = survey.broken else {
            Issue.record("\(brokenRule) is not found")
            return
        }
        let interleaving = Interleaving(seed: seed, brokenRule: brokenRule)
        let events = interleaving.shortened(brokenRule: brokenRule)
        print("\(brokenRule): found by seed \(seed), in \(events.count) events of \(interleaving.events.count)")
        #expect(interleaving.replay(events, brokenRule: brokenRule)?.promise == interleaving.violation?.promise)
        #expect(interleaving.replay(events, brokenRule: nil) == nil)
    }
}
