internal import BrineCore
internal import BrineModules
internal import MessagePack

/// Decides how long a job that is only simulated takes, and what it answers.
///
/// A plain value: what chance has a part in comes from its seed. Functions that answer from memory answer truly. Of those
/// that a minion gives to a worker nothing is run: `test.sleep` takes as long as it says, the others as long as they are to.
struct SimulatedWork: Sendable {
    /// What is to come of a job.
    struct Outcome: Sendable, Hashable {
        /// After how long.
        var duration: Duration
        /// What its functions come to.
        var result: FunctionResult
    }

    private let longest: Duration
    private let failures: Double
    private var random: SplitMix64

    /// Work of a kind.
    ///
    /// - Parameters:
    ///   - longest: How long a function takes at the most; by chance between none of it and all.
    ///   - failures: How many functions fail, from 0 to 1.
    ///   - seed: Where chance begins.
    init(longest: Duration = .zero, failures: Double = 0, seed: UInt64) {
        self.longest = longest
        self.failures = failures
        random = SplitMix64(seed: seed)
    }

    /// What is to come of a job's functions.
    mutating func outcome(of calls: Calls, in context: CallContext) -> Outcome {
        var results = CallResults(calls)
        var duration = Duration.zero
        for call in calls.all {
            let part = outcome(of: call, in: context)
            duration += part.duration
            results.append(part.result)
        }
        return Outcome(duration: duration, result: results.result)
    }

    private mutating func outcome(of call: FunctionCall, in context: CallContext) -> Outcome {
        let catalogue = FunctionCatalogue.standard
        if let answer = catalogue.answer(Calls(call.function, call.arguments), in: context) {
            return Outcome(duration: .zero, result: answer)
        }
        if call.function.description == "test.sleep",
            let arguments = try? catalogue.prepare(call.function, call.arguments).arguments,
            let seconds = try? arguments.double("length")
        {
            return Outcome(duration: .seconds(min(max(seconds, 0), 315_360_000)), result: FunctionResult(true))
        }
        let duration = longest * Double.random(in: 0...1, using: &random)
        guard Double.random(in: 0..<1, using: &random) >= failures else {
            return Outcome(duration: duration, result: FunctionResult(.string("Simulated: it failed."), retcode: 1))
        }
        return Outcome(duration: duration, result: FunctionResult(.string("Simulated: nothing was run.")))
    }
}
