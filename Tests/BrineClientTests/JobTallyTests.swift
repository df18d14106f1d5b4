import BrineCore
import BrineWire
import Testing

@testable import BrineClient

private func id(_ name: String) -> MinionID {
    guard let id = MinionID(name) else { preconditionFailure("\(name) is no minion's id") }
    return id
}

private func at(_ second: Int64) -> Timestamp { Timestamp(microseconds: second * 1_000_000) }

private func outcome(_ name: String, _ state: JobState, at second: Int64 = 1) -> JobNews.Entry {
    JobNews.Entry(id: id(name), state: state, since: at(second), packet: [])
}

private func standing(_ name: String, _ state: JobState) -> JobStanding.Entry {
    JobStanding.Entry(id: id(name), state: state, since: at(0))
}

@Suite struct `The tally of a watched job` {
    @Test func `is not done before the master has told how it stands`() {
        var tally = JobTally()
        #expect(!tally.isDone)
        #expect(tally.arrived([outcome("a", .succeeded)]).count == 1)
        #expect(!tally.isDone)
        tally.stands([])
        #expect(tally.isDone && tally.isGood)
    }

    @Test func `is done when all that are waited for have come to an end`() {
        var tally = JobTally()
        tally.stands([standing("a", .running), standing("b", .pending), standing("c", .unreachable)])
        #expect(tally.counts == JobCounts(total: 3, told: [.running: 1, .pending: 1, .unreachable: 1]))
        _ = tally.arrived([outcome("a", .succeeded), outcome("b", .undelivered, at: 5)])
        #expect(tally.counts == JobCounts(total: 3, returned: 1, failed: 1, told: [.unreachable: 1]))
        #expect(!tally.isDone && tally.endedCount == 2)
        _ = tally.arrived([outcome("c", .failed, at: 4)])
        #expect(tally.counts == JobCounts(total: 3, returned: 2, failed: 2))
        #expect(tally.isDone && !tally.isGood && tally.lastEnd == at(5))
    }

    @Test func `shows what is new, in the order of time`() {
        var tally = JobTally()
        let first = [outcome("b", .failed, at: 2), outcome("c", .succeeded, at: 1), outcome("a", .succeeded, at: 2)]
        #expect(tally.arrived(first) == [first[1], first[2], first[0]])
        #expect(tally.arrived(first + [outcome("d", .lost, at: 0)]) == [outcome("d", .lost, at: 0)])
    }

    @Test func `lets a return overtake a verdict, and never the other way round`() {
        var tally = JobTally()
        tally.stands([])
        _ = tally.arrived([outcome("a", .undelivered)])
        #expect(tally.arrived([outcome("a", .succeeded, at: 9)]) == [outcome("a", .succeeded, at: 9)])
        #expect(tally.arrived([outcome("a", .undelivered)]) == [])
        #expect(tally.isGood && tally.counts == JobCounts(total: 1, returned: 1))
    }

    @Test func `counts whoever has ended once, whatever is said of it later`() {
        var tally = JobTally()
        _ = tally.arrived([outcome("a", .succeeded), outcome("b", .running)])
        tally.stands([standing("a", .running)])
        #expect(tally.isDone && tally.counts.total == 1)
    }

    @Test func `takes numbers, and tells where they are not those of the minions it waits for`() {
        var tally = JobTally()
        tally.stands([standing("a", .pending), standing("b", .pending)])
        let together = tally.stands([.running: 1, .pending: 1])
        #expect(together)
        #expect(tally.counts == JobCounts(total: 2, told: [.running: 1, .pending: 1]))
        let (none, one) = (tally.stands([:]), tally.stands([.running: 1]))
        #expect(!none && !one && !tally.isDone)
        _ = tally.arrived([outcome("a", .succeeded)])
        let rest = tally.stands([.running: 1])
        #expect(rest)
    }
}
