import BrineCore

@testable import BrineMinion

/// The settings of one interleaving.
struct Scenario: Sendable, CustomStringConvertible {
    static let mostMinions = 3

    /// How many minions there are.
    let minions: Int
    /// How many events chance picks, before all is mended.
    let events: Int
    /// How many jobs there are at the most.
    let jobs: Int
    /// How long a minion has to get a job.
    let window: Duration
    /// How many jobs may run at once on a minion.
    let processCountMax: Int?
    /// How many bytes of returns may wait for the master on a minion's disk before it takes no more jobs.
    let outboxLimit: Int?
    /// How many answers may wait in its memory.
    let answerBound: Int
    /// Whether the master's store does not wait for the disk, so that a crash may take its last transactions.
    ///
    /// Then a job may run twice and a return be lost, as the documentation says; that every pair comes to an end must hold
    /// all the same.
    let isUnsynced: Bool

    /// Whether a minion may take nothing since too much waits for the master there.
    var hasNarrowBounds: Bool { outboxLimit != nil || answerBound == 1 }

    /// The settings that a seed gives.
    init(_ random: inout SeededGenerator) {
        minions = Int.random(in: 1...Self.mostMinions, using: &random)
        events = Int.random(in: 30...220, using: &random)
        jobs = Int.random(in: 1...3, using: &random)
        window = [.seconds(5), .seconds(20), .seconds(60), .seconds(60)].randomElement(using: &random) ?? .seconds(60)
        processCountMax = Int.random(in: 0...3, using: &random) == 0 ? 1 : nil
        // One return of a kind, or a long one and a short one.
        let limits = [4_096, 9 * 4_096, 10 * 4_096]
        outboxLimit = Int.random(in: 0...5, using: &random) == 0 ? limits.randomElement(using: &random) : nil
        answerBound = Int.random(in: 0...9, using: &random) == 0 ? 1 : OutboxBound.inMemory.returns
        isUnsynced = Int.random(in: 0...7, using: &random) == 0
    }

    var description: String {
        "\(minions) minions, window \(window.components.seconds) s"
            + (processCountMax.map { ", process_count_max \($0)" } ?? "")
            + (outboxLimit.map { ", \($0) bytes may wait" } ?? "")
            + (answerBound == 1 ? ", one answer may wait" : "")
            + (isUnsynced ? ", a store without sync" : "")
    }
}
