import BrineCore

/// One order of events, chosen by a seed: what happened in it, and which promise it broke.
struct Interleaving {
    let seed: UInt64
    let scenario: Scenario
    /// What happened before all was mended.
    private(set) var events: [Event] = []
    private(set) var violation: Violation?
    private(set) var coverage = Coverage()

    /// Runs the interleaving of a seed to its end.
    init(seed: UInt64, brokenRule: BrokenRule? = nil) {
        self.seed = seed
        // A seed's neighbours are to have nothing in common with it.
        var random = SeededGenerator(seed: seed &* 0x9e37_79b9_7f4a_7c15)
        scenario = Scenario(&random)
        let world = World(scenario, brokenRule: brokenRule)
        var generator = EventGenerator(for: scenario, random: random)
        do {
            // Most of them begin with minions that are connected.
            if seed % 4 != 0 { try run(.calm, in: world) }
            while events.count < scenario.events { try run(generator.next(), in: world) }
            try world.mend()
        } catch {
            violation = error
        }
        coverage = world.ledger.coverage
    }

    private mutating func run(_ event: Event, in world: World) throws(Violation) {
        // Before it happens: it may be what breaks a promise.
        events.append(event)
        if try !world.happen(event) { events.removeLast() }
    }

    /// The promise that a list of events breaks in the world of this interleaving, and in the words of its history.
    func replay(_ events: [Event], brokenRule: BrokenRule?, tell: ((String) -> Void)? = nil) -> Violation? {
        let world = World(scenario, brokenRule: brokenRule)
        world.tell = tell
        do {
            for event in events { _ = try world.happen(event) }
            try world.mend()
            return nil
        } catch {
            return error
        }
    }

    /// The shortest list of events that was found to break the same promise.
    ///
    /// Takes out ever smaller pieces of the list, as long as the promise stays broken.
    func shortened(brokenRule: BrokenRule? = nil) -> [Event] {
        guard let promise = violation?.promise else { return events }
        var rest = events
        var size = max(1, rest.count / 2)
        while true {
            let before = rest.count
            var start = 0
            while start < rest.count {
                var fewer = rest
                fewer.removeSubrange(start..<min(start + size, rest.count))
                if replay(fewer, brokenRule: brokenRule)?.promise == promise { rest = fewer } else { start += size }
            }
            if size == 1, rest.count == before { return rest }
            size = max(1, size / 2)
        }
    }

    /// A history in words: the settings, what happened, and what it broke.
    func history(of events: [Event], brokenRule: BrokenRule? = nil) -> [String] {
        var lines = ["seed \(seed): \(scenario)"]
        let violation = replay(events, brokenRule: brokenRule) { lines.append($0) }
        lines.append(violation.map { "\($0)" } ?? "all promises are kept")
        return lines
    }
}
