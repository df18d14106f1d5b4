import BrineCore
import BrineStore

@testable import BrineMaster

extension Tracker {
    /// A job's state on a minion that has no outcome yet.
    func state(_ number: Int64, _ minion: Int) -> JobState? {
        jobs[jid(number)]?.waiting[BrineMasterTests.minion(minion)]?.state
    }

    /// A job begins at the beginning.
    @discardableResult
    mutating func begin(
        _ number: Int64,
        for minions: [Int],
        deliverBefore end: Double = 60,
        at second: Double = 0
    )
        -> [MinionNumber]
    {
        begin(
            job(number, for: minions, deliverBefore: end),
            packet: [UInt8(number)],
            isInternal: false,
            at: BrineMasterTests.at(second)
        )
    }

    /// A job is found after a start of the master.
    mutating func resume(
        _ number: Int64,
        for minions: [Int],
        settled: [Int] = [],
        received: [Int] = [],
        deliverBefore end: Double = 60
    ) {
        resume(
            job(number, for: minions, deliverBefore: end),
            packet: [UInt8(number)],
            settled: Dictionary(uniqueKeysWithValues: settled.map { (minion($0), .succeeded) }),
            received: received.map { minion($0) },
            at: BrineMasterTests.at(0)
        )
    }

    /// A minion listens, welcomed long before all jobs.
    @discardableResult
    mutating func connect(_ number: Int, at second: Double = 0) -> [Action] {
        subscribed(minion(number), after: jid(-1_000), at: BrineMasterTests.at(second))
    }

    mutating func receipt(_ number: Int64, _ minion: Int, at second: Double) {
        receipt([jid(number)], from: BrineMasterTests.minion(minion), at: BrineMasterTests.at(second))
    }

    /// A minion's heartbeat with these jobs.
    mutating func heartbeat(
        _ minion: Int,
        _ numbers: [Int64],
        welcomedAfter welcome: Int64? = nil,
        at second: Double
    ) -> [Action] {
        heartbeat(
            numbers.map { jid($0) },
            from: BrineMasterTests.minion(minion),
            welcomedAfter: welcome.map { jid($0) } ?? .first,
            at: BrineMasterTests.at(second)
        )
    }

    mutating func settled(_ number: Int64, _ minion: Int) {
        settled(jid(number), BrineMasterTests.minion(minion), as: .succeeded, at: BrineMasterTests.at(0))
    }
}

/// The action that gives one final state.
func settle(_ number: Int64, _ minions: [Int], _ state: JobState, at second: Double) -> Tracker.Action {
    .settle(minions.map { Outcome(jid: jid(number), minion: minion($0), state: state, at: at(second)) })
}

/// The action that publishes a command to some minions.
func deliver(_ number: Int64, _ minions: Int...) -> Tracker.Action {
    .deliver(jid(number), minions.map { minion($0) })
}
