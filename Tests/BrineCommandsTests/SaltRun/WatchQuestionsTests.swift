import BrineWire
import Testing

@testable import BrineCommands

@Suite struct `Questions while a job is watched` {
    private let start = ContinuousClock.now

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    /// Questions of which the first has been answered.
    private func begun() -> WatchQuestions {
        var questions = WatchQuestions(at: start)
        #expect(questions.due(at: start) == .standing)
        questions.asked(1)
        questions.standing()
        return questions
    }

    @Test func `are for numbers, each second without news`() {
        var questions = begun()
        #expect(questions.due(at: start) == nil)
        for second in 1...9 {
            #expect(questions.due(at: at(second)) == .numbers)
            questions.numbers(agree: true, at: at(second))
        }
        questions.news(at: at(10))
        #expect(questions.due(at: at(10)) == nil)
        #expect(questions.due(at: at(11)) == .numbers)
    }

    @Test func `are for how each stands, at once, where the numbers say that something was missed`() {
        var questions = begun()
        #expect(questions.due(at: at(1)) == .numbers)
        questions.numbers(agree: false, at: at(1))
        #expect(questions.due(at: at(1)) == .standing)
        questions.standing()
        #expect(questions.due(at: at(1)) == nil)
        #expect(questions.due(at: at(2)) == .numbers)
    }

    @Test func `are for how each stands after a silence, which is told of once`() {
        var questions = begun()
        #expect(questions.due(at: at(1)) == .numbers)
        var silences = 0
        for second in 2...9 {
            #expect(questions.due(at: at(second)) == .standing)
            if questions.isSilent { silences += 1 }
        }
        #expect(silences == 1)
        questions.news(at: at(10))
        #expect(!questions.isSilent)
    }

    @Test func `end with a refusal of how each stands, and with no other`() {
        let questions = begun()
        #expect(questions.isEnd(Failure(tag: 1, code: .unknownJob, message: "")))
        #expect(questions.isEnd(Failure(tag: 1, code: .badRequest, message: "")))
        #expect(!questions.isEnd(Failure(tag: 1, code: .unavailable, message: "")))
        #expect(!questions.isEnd(Failure(tag: 2, code: .badRequest, message: "")))
    }

    @Test func `are repeated where the master could not answer for now`() {
        var questions = WatchQuestions(at: start)
        #expect(questions.due(at: start) == .standing)
        questions.news(at: start)
        #expect(questions.due(at: at(1)) == .standing)
    }
}
