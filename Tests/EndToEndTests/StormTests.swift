import BrineStorm
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A storm of one minute` {
    @Test func `breaks no promise`() async throws {
        var settings = StormSettings()
        settings.minions = 6
        settings.callers = 3
        // The seed is new each time; the first line tells it.
        let outcome = try await Storm.run(settings) { print("storm: \($0)") }
        #expect(outcome.violations.isEmpty, "seed \(settings.seed), see \(outcome.folder ?? "")")
        #expect(outcome.tally.jobs > 0 && outcome.tally.returns > 0)
    }
}
