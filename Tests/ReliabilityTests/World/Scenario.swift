import BrineCore

/// The settings of one interleaving.
struct Scenario: Sendable, CustomStringConvertible {
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
    /// How many returns may wait for the master on a minion before it takes no more jobs.
    let returnBound: Int?
    /// Whether the master's store does not wait for the disk, so that a crash may take its last transactions.
    ///
    /// Then a job may run twice and a return be lost, as the documentation says; that every pair comes to an end must hold
    /// all the same.
    let isUnsynced: Bool

    /// The settings that a seed gives.
    init(_ random: inout SeededGenerator) {
        minions = Int.random(in: 1...3, using: &random)
        events = Int.random(in: 30...220, using: &random)
        jobs = Int.random(in: 1...3, using: &random)
        window = [.seconds(5), .seconds(20), .seconds(60), .seconds(60)].randomElement(using: &random) ?? .seconds(60)
        processCountMax = Int.random(in: 0...3, using: &random) == 0 ? 1 : nil
        returnBound = Int.random(in: 0...5, using: &random) == 0 ? 1 : nil
        isUnsynced = Int.random(in: 0...7, using: &random) == 0
    }

    var description: String {
        "\(minions) minions, window \(window.components.seconds) s"
            + (processCountMax.map { ", process_count_max \($0)" } ?? "")
            + (returnBound.map { ", \($0) returns may wait" } ?? "")
            + (isUnsynced ? ", a store without sync" : "")
    }
}
