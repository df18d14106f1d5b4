import BrineCore
import Testing

@testable import BrineClient

/// The minion's id that a test writes down.
private func id(_ name: String) -> MinionID {
    guard let id = MinionID(name) else { preconditionFailure("\(name) is no minion's id") }
    return id
}

private let beginning = ContinuousClock.now

private func at(_ seconds: Double) -> Gather.Instant { beginning + .seconds(seconds) }

private func standing(_ state: JobState) -> Gather.Standing {
    Gather.Standing(state: state, since: Timestamp(microseconds: 7))
}

@Suite struct `Waiting for a job's minions` {
    private func gather(_ names: String..., timeout: Duration = .seconds(5)) -> Gather {
        Gather(for: names.map { id($0) }, timeout: timeout, at: at(0))
    }

    @Test func `nobody is not waited for`() {
        var gather = gather()
        #expect(gather.step(at: at(0)) == .done)
    }

    @Test func `has its whole timeout again when further minions start, also where it had asked already`() {
        var gather = gather("a", "b")
        gather.started(at: at(4))
        #expect(gather.step(at: at(8)) == .wait(until: at(9)))
        #expect(gather.step(at: at(9)) == .ask)
        gather.started(at: at(9.5))
        #expect(gather.step(at: at(9.5)) == .wait(until: at(14.5)))
        gather.stands([(id("a"), standing(.pending))], at: at(10))
        #expect(gather.step(at: at(10)) == .wait(until: at(14.5)))
        #expect(gather.step(at: at(14.5)) == .ask)
        gather.stands([(id("a"), standing(.pending))], at: at(15))
        gather.started(at: at(16))
        #expect(gather.step(at: at(16)) == .done)
    }

    @Test func `asks at once when the connection was lost, and then waits for the whole timeout`() {
        var gather = gather("a", "b", timeout: .seconds(100))
        gather.disconnected(at: at(1))
        #expect(gather.step(at: at(1)) == .ask)
        #expect(gather.step(at: at(1)) == .wait(until: at(2)))
        #expect(gather.step(at: at(2)) == .ask)
        #expect(gather.unanswered == 1)
        // Nobody runs it, as far as the master knows that has just come back: that is no reason to give up.
        gather.stands([(id("a"), standing(.pending)), (id("b"), standing(.unreachable))], at: at(2.5))
        #expect(gather.step(at: at(3)) == .wait(until: at(102.5)))
        #expect(gather.step(at: at(102.5)) == .ask)
        gather.stands([(id("a"), standing(.pending)), (id("b"), standing(.unreachable))], at: at(103))
        #expect(gather.step(at: at(103)) == .done)
    }

    @Test func `what comes after the connection was lost begins the timeout anew, once`() {
        var gather = gather("a", "b", "c", timeout: .seconds(100))
        gather.disconnected(at: at(1))
        #expect(gather.step(at: at(1)) == .ask)
        _ = gather.arrived(id("a"), at: at(2))
        gather.stands([(id("b"), standing(.pending)), (id("c"), standing(.pending))], at: at(2))
        #expect(gather.step(at: at(2)) == .wait(until: at(102)))
        #expect(gather.step(at: at(102)) == .ask)
        gather.stands([(id("b"), standing(.pending)), (id("c"), standing(.pending))], at: at(102))
        #expect(gather.step(at: at(102)) == .done)
    }

    @Test func `a connection that is lost while the master is asked changes nothing`() {
        var gather = gather("a", timeout: .seconds(5))
        #expect(gather.step(at: at(5)) == .ask)
        gather.disconnected(at: at(5.5))
        #expect(gather.step(at: at(5.5)) == .wait(until: at(6)))
        gather.stands([(id("a"), standing(.pending))], at: at(5.7))
        #expect(gather.step(at: at(5.7)) == .done)
        gather.disconnected(at: at(6))
        #expect(gather.step(at: at(6)) == .done)
    }

    @Test func `ends when all have returned`() {
        var gather = gather("a", "b")
        #expect(gather.step(at: at(0)) == .wait(until: at(5)))
        #expect(gather.arrived(id("a"), at: at(1)) == true)
        #expect(gather.step(at: at(1)) == .wait(until: at(6)))
        #expect(gather.arrived(id("b"), at: at(2)) == true)
        #expect(gather.step(at: at(2)) == .done)
        #expect(gather.step(at: at(1_000)) == .done)
        #expect(gather.count == 2)
        #expect(gather.waiting == [])
    }

    @Test func `an outcome counts once, and only of those that are waited for`() {
        var gather = gather("a", "b")
        #expect(gather.arrived(id("a"), at: at(1)) == true)
        #expect(gather.arrived(id("a"), at: at(2)) == false)
        #expect(gather.arrived(id("c"), at: at(3)) == false)
        #expect(gather.count == 1)
        #expect(gather.waiting == [id("b")])
        #expect(gather.step(at: at(3)) == .wait(until: at(6)))
    }

    @Test func `asks when nothing came for the timeout, and gives up where none runs`() {
        var gather = gather("a", "b", "c")
        #expect(gather.step(at: at(4.999)) == .wait(until: at(5)))
        #expect(gather.step(at: at(5)) == .ask)
        #expect(gather.step(at: at(5)) == .wait(until: at(6)))
        gather.stands([(id("a"), standing(.pending)), (id("b"), standing(.unreachable))], at: at(5.1))
        #expect(gather.step(at: at(5.1)) == .done)
        #expect(gather.standings == [id("a"): standing(.pending), id("b"): standing(.unreachable)])
        #expect(gather.waiting == [id("a"), id("b"), id("c")])
    }

    @Test(arguments: JobState.allCases) func `waits on for a minion that runs the job, and for no other`(
        state: JobState
    ) {
        var gather = gather("a", "b")
        #expect(gather.step(at: at(5)) == .ask)
        gather.stands([(id("a"), standing(.pending)), (id("b"), standing(state))], at: at(6))
        #expect(gather.step(at: at(6)) == (state == .running ? .wait(until: at(11)) : .done))
    }

    @Test func `waits as long as one runs, asking each time`() {
        var gather = gather("a")
        var second = 5.0
        for _ in 0..<10 {
            #expect(gather.step(at: at(second)) == .ask)
            gather.stands([(id("a"), standing(.running))], at: at(second + 0.5))
            #expect(gather.unanswered == 0)
            second += 5.5
        }
        #expect(gather.step(at: at(second)) == .ask)
        gather.stands([(id("a"), standing(.unreachable))], at: at(second))
        #expect(gather.step(at: at(second)) == .done)
    }

    @Test func `a minion that runs and is not waited for any more keeps nobody waiting`() {
        var gather = gather("a", "b")
        _ = gather.arrived(id("a"), at: at(0))
        #expect(gather.step(at: at(5)) == .ask)
        gather.stands([(id("a"), standing(.running)), (id("b"), standing(.pending))], at: at(5))
        #expect(gather.step(at: at(5)) == .done)
        #expect(gather.standings == [id("b"): standing(.pending)])
    }

    @Test func `repeats a question that nobody answers, and counts`() {
        var gather = gather("a")
        #expect(gather.step(at: at(5)) == .ask)
        for number in 1...5 {
            let due = 5 + Double(number)
            #expect(gather.step(at: at(due - 0.001)) == .wait(until: at(due)))
            #expect(gather.step(at: at(due)) == .ask)
            #expect(gather.unanswered == number)
        }
        gather.stands([(id("a"), standing(.running))], at: at(10.5))
        #expect(gather.unanswered == 0)
        #expect(gather.step(at: at(10.5)) == .wait(until: at(15.5)))
    }

    @Test func `an outcome while it asks answers the question`() {
        var gather = gather("a", "b")
        #expect(gather.step(at: at(5)) == .ask)
        #expect(gather.step(at: at(6)) == .ask)
        #expect(gather.unanswered == 1)
        #expect(gather.arrived(id("a"), at: at(6.5)) == true)
        #expect(gather.unanswered == 0)
        #expect(gather.step(at: at(6.5)) == .wait(until: at(11.5)))
        gather.stands([(id("b"), standing(.pending))], at: at(7))
        #expect(gather.step(at: at(7)) == .wait(until: at(11.5)))
        #expect(gather.standings == [id("b"): standing(.pending)])
    }

    @Test func `an outcome takes away how its minion stood`() {
        var gather = gather("a", "b")
        #expect(gather.step(at: at(5)) == .ask)
        gather.stands([(id("a"), standing(.running)), (id("b"), standing(.running))], at: at(5))
        _ = gather.arrived(id("a"), at: at(6))
        #expect(gather.standings == [id("b"): standing(.running)])
    }

    @Test func `an answer that nobody asked for ends nothing`() {
        var gather = gather("a")
        gather.stands([], at: at(1))
        #expect(gather.step(at: at(1)) == .wait(until: at(5)))
    }

    @Test func `an answer with a minion twice takes the first`() {
        var gather = gather("a")
        #expect(gather.step(at: at(5)) == .ask)
        gather.stands([(id("a"), standing(.running)), (id("a"), standing(.pending))], at: at(5))
        #expect(gather.step(at: at(5)) == .wait(until: at(10)))
    }

    @Test func `without patience asks at once`() {
        var gather = gather("a", timeout: .zero)
        #expect(gather.step(at: at(0)) == .ask)
    }
}
