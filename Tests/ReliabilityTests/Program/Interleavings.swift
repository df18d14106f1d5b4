import BrineCore
import Glibc

/// Runs interleavings by the million: see `Tests/interleavings`.
@main struct Interleavings {
    static func main() async {
        do {
            let options = try Options(CommandLine.arguments.dropFirst())
            exit(await run(options))
        } catch {
            let text = Array("\(error)\n\(Options.usage)\n".utf8)
            write(STDERR_FILENO, text, text.count)
            exit(64)
        }
    }

    /// In so many even the rarest moves happen: those after a verdict that was wrong.
    private static let enough = 10_000_000

    private static func run(_ options: Options) async -> Int32 {
        if let seed = options.seed {
            let interleaving = Interleaving(seed: seed, brokenRule: options.brokenRule)
            let events =
                options.isShortened ? interleaving.shortened(brokenRule: options.brokenRule) : interleaving.events
            print(interleaving.history(of: events, brokenRule: options.brokenRule).joined(separator: "\n"))
            return interleaving.violation == nil ? 0 : 1
        }
        let last = options.first + UInt64(options.count)
        print("interleavings  \(options.count), seeds \(options.first) to \(last - 1), \(options.threads) threads")
        print("broken rule    \(options.brokenRule?.rawValue ?? "none")")
        let begin = ContinuousClock.now
        let survey = await survey(options, until: last)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print("ran            \(survey.count) in \(Int(seconds)) s: \(Int(Double(survey.count) / seconds)) a second")
        print("events         " + survey.coverage.eventCounts.map { "\($0.event) \($0.count)" }.joined(separator: ", "))
        for move in survey.coverage.moveCounts {
            print("move           \(move.from.rawValue) to \(move.to.rawValue): \(move.count)")
        }
        if let seed = survey.broken {
            let interleaving = Interleaving(seed: seed, brokenRule: options.brokenRule)
            print("\nA promise is broken. The shortest history that was found:\n")
            let events = interleaving.shortened(brokenRule: options.brokenRule)
            print(interleaving.history(of: events, brokenRule: options.brokenRule).joined(separator: "\n"))
            return 1
        }
        guard survey.coverage.gaps.isEmpty || survey.count < Self.enough else {
            print("never happened \(survey.coverage.gaps.joined(separator: ", "))")
            return 1
        }
        let gaps = survey.coverage.gaps
        print(
            gaps.isEmpty ? "everything that can happen has happened" : "too few to see \(gaps.joined(separator: ", "))"
        )
        print("all promises were kept")
        return 0
    }

    private static func survey(_ options: Options, until last: UInt64) async -> Survey {
        await withTaskGroup(of: Survey.self) { group in
            for thread in 0..<UInt64(options.threads) {
                let seeds = stride(from: options.first + thread, to: last, by: options.threads)
                let brokenRule = options.brokenRule
                group.addTask { Survey(seeds, brokenRule: brokenRule) }
            }
            var all = Survey(EmptyCollection())
            for await one in group { all.add(one) }
            return all
        }
    }
}
