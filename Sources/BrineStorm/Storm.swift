internal import BrineTesting
internal import Glibc

/// A storm: a fleet, random jobs, random faults, a history of all that happened, and the promises held against it.
public enum Storm {
    /// What a storm came to.
    public struct Outcome: Sendable {
        /// What is broken, each with the entries that show it; empty where every promise was kept.
        public let violations: [String]
        /// The folder with the history, the logs and the stores, where it was kept.
        public let folder: String?
        /// The numbers.
        public let tally: Tally
    }

    /// Makes a storm, and returns when everything that it started has ended.
    ///
    /// When the task is cancelled the storm ends early; what happened until then is healed and checked all the same.
    ///
    /// - Parameters:
    ///   - settings: What it is like.
    ///   - tell: Told what goes on, a line each.
    /// - Returns: what it came to.
    /// - Throws: What kept it from being made.
    public static func run(
        _ settings: StormSettings,
        tell: @escaping @Sendable (String) -> Void
    ) async throws -> Outcome {
        let fleet = try Fleet(settings)
        do {
            let history = try History(path: fleet.history)
            tell(
                """
                seed \(settings.seed), \(settings.minions) minions, \(settings.callers) callers, \
                \(settings.duration), delivery window \(settings.window), in \(fleet.folder)
                """
            )
            try await begin(fleet, history, settings)
            await rage(fleet, history, settings, tell)
            // What follows is not cut short by a cancellation.
            let outcome = await Task.detached { try await finish(fleet, history, settings, tell) }.result
            return try outcome.get()
        } catch {
            fleet.end(keeping: true)
            throw error
        }
    }

    /// Holds a history that was kept against the promises anew.
    ///
    /// - Parameter path: The history's file.
    /// - Returns: what is broken.
    /// - Throws: Where it cannot be read.
    public static func check(_ path: String) throws -> [String] {
        Checker.violations(of: try History.read(path)).map(\.description)
    }

    private static func begin(_ fleet: Fleet, _ history: History, _ settings: StormSettings) async throws {
        try await TestFile.writeExecutable(WorkScript.text(witness: fleet.witness), to: fleet.script)
        try TestFile.write("", to: fleet.witness)
        history.note(
            .began(
                Beginning(
                    seed: settings.seed,
                    minions: fleet.minions,
                    window: settings.window,
                    offset: Moment.wall - Moment.now
                )
            )
        )
        for place in [Story.master] + fleet.minions {
            let run = try await fleet.start(place)
            guard run.status == 0 else { throw StormError("\(place) does not start: \(run.error)") }
        }
        try await until("the minions") {
            let here = try await fleet.run(["salt-run", "--out", "json", "--out-indent", "-1", "manage.up"])
            return fleet.minions.allSatisfy { here.output.contains("\"\($0)\"") }
        }
        // Grains are told with the first connection; a ping shows that the way is open in both directions.
        let ping = try await fleet.run(["salt", "-t", "30", "*", "test.ping"])
        guard ping.status == 0 else { throw StormError("the minions do not answer: \(ping.output)\(ping.error)") }
    }

    private static func rage(
        _ fleet: Fleet,
        _ history: History,
        _ settings: StormSettings,
        _ tell: @Sendable (String) -> Void
    ) async {
        let calls = CallsUnderWay()
        let whistle = Whistle()
        // Detached: a cancellation ends the clock alone, and no command that runs.
        let raging = Task.detached {
            await withDiscardingTaskGroup { group in
                for number in 0..<settings.callers {
                    group.addTask {
                        let planner = Planner(seed: settings.seed, caller: number, minions: fleet.minions)
                        var caller = Caller(
                            fleet: fleet,
                            history: history,
                            calls: calls,
                            whistle: whistle,
                            planner: planner
                        )
                        await caller.call()
                    }
                }
                group.addTask { await Ear(fleet: fleet, history: history, whistle: whistle).listen() }
                group.addTask { await endLateCalls(calls, whistle, history, settings) }
                if settings.hasFaults {
                    let tempest = Tempest(
                        fleet: fleet,
                        history: history,
                        settings: settings,
                        calls: calls,
                        whistle: whistle
                    )
                    group.addTask { await tempest.blow() }
                }
            }
        }
        let end = ContinuousClock.now + settings.duration
        while !Task.isCancelled, ContinuousClock.now < end {
            try? await Task.sleep(for: min(.seconds(10), ContinuousClock.now.duration(to: end)))
            tell(Tally(history.all).progress)
        }
        whistle.blow()
        await raging.value
    }

    /// Ends commands that do not come to an end by themselves after the storm, so that the storm can.
    private static func endLateCalls(
        _ calls: CallsUnderWay,
        _ whistle: Whistle,
        _ history: History,
        _ settings: StormSettings
    ) async {
        while !whistle.isBlown { try? await Task.sleep(for: .milliseconds(500)) }
        let end = ContinuousClock.now + settings.rest
        while !calls.running.isEmpty, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(500)) }
        for call in calls.running {
            history.note(.hung(call: call.number))
            kill(call.pid, SIGKILL)
        }
    }

    private static func finish(
        _ fleet: Fleet,
        _ history: History,
        _ settings: StormSettings,
        _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> Outcome {
        let collector = Collector(fleet: fleet, history: history, settings: settings, tell: tell)
        tell("healed; waiting for rest")
        await collector.waitForRest()
        tell("reading the store")
        try await collector.readStore()
        collector.readWitness()
        await collector.lookForLeftovers()
        let entries = history.all
        let violations = Checker.violations(of: entries).map(\.description)
        let tally = Tally(entries)
        tell(tally.table)
        let keeps = settings.keepsFolder || !violations.isEmpty
        for violation in violations { tell(violation) }
        tell(violations.isEmpty ? "every promise was kept" : "seed \(settings.seed); all of it is in \(fleet.folder)")
        fleet.end(keeping: keeps)
        return Outcome(violations: violations, folder: keeps ? fleet.folder : nil, tally: tally)
    }
}
