import ArgumentParser
import BrineStorm
import Glibc
import UnixSignals

/// `Benchmarks/storm/run`: makes a storm and holds it against the promises.
@main
struct StormProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm",
        abstract: "Publishes random jobs in a fleet of its own, makes random faults, and proves the promises.",
        discussion: """
            It starts a real master and real minions on loopback, in a folder under /tmp. When the time is over it heals \
            everything, waits until all is at rest, and holds what happened against each promise of docs/reliability.md. \
            Ctrl-C ends the storm early, and what happened until then is checked.

            The seed fixes what is chosen: jobs, targets, faults, pauses. It does not fix the timing, which is the \
            machine's: the same seed does not break the same promise each time.

            Exit code 0: every promise was kept. 1: one was broken, or it could not be made; the folder stays.
            """
    )

    @Option(help: ArgumentHelp("How many minions.", valueName: "n"))
    var minions = 12
    @Option(help: ArgumentHelp("How long faults are made.", valueName: "minutes"))
    var minutes = 1.0
    @Option(
        help: ArgumentHelp("What the choices are drawn from. Default: a new one, which is printed.", valueName: "seed")
    )
    var seed: UInt64?
    @Option(help: ArgumentHelp("How many call commands at the same time.", valueName: "n"))
    var callers = 6
    @Option(help: ArgumentHelp("The master's delivery_window.", valueName: "seconds"))
    var window = 10
    @Flag(help: "Make no faults.")
    var calm = false
    @Flag(help: "Keep the folder in any case.")
    var keep = false
    @Option(help: ArgumentHelp("Make no storm: hold a history that was kept against the promises.", valueName: "file"))
    var check: String?

    func validate() throws {
        guard (1...1_000).contains(minions) else {
            throw ValidationError("--minions should be 1 to 1000, not \(minions)")
        }
        guard (1...64).contains(callers) else { throw ValidationError("--callers should be 1 to 64, not \(callers)") }
        guard minutes > 0, minutes <= 10_000 else {
            throw ValidationError("--minutes should be above 0, not \(minutes)")
        }
        guard (1...600).contains(window) else { throw ValidationError("--window should be 1 to 600, not \(window)") }
    }

    func run() async throws {
        if let check {
            let violations = try Storm.check(check)
            for violation in violations { Self.tell(violation) }
            Self.tell(violations.isEmpty ? "every promise was kept" : "\(violations.count) broken")
            throw ExitCode(violations.isEmpty ? 0 : 1)
        }
        var settings = StormSettings()
        settings.minions = minions
        settings.duration = .seconds(minutes * 60)
        settings.callers = callers
        settings.window = .seconds(window)
        settings.hasFaults = !calm
        settings.keepsFolder = keep
        if let seed { settings.seed = seed }
        let storm = Task { [settings] in try await Storm.run(settings) { Self.tell($0) } }
        let watch = Task { for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { storm.cancel() } }
        let outcome = try await storm.value
        watch.cancel()
        throw ExitCode(outcome.violations.isEmpty ? 0 : 1)
    }

    /// At once, also where nobody looks on: a storm's output is read from a file while it goes on.
    private static func tell(_ text: String) {
        var rest = Array((text + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
