import BrineCore

/// Picks events by chance; not all that it picks can happen where it is picked.
struct EventGenerator {
    private let minions: Int
    /// What goes wrong, of all that can: with all of it at once little would get far.
    private let troubles: Set<Trouble>
    /// How often something goes wrong, of a thousand picks.
    private let rate: Int
    /// From how many of a minion's connections the master gets something: where it is the newest alone, what an older one
    /// carried comes late.
    private let connections: Int
    /// A minion whose messages take their time, or none.
    private let slow: Int
    /// How many steps of workers that are picked are none, for each that is one: jobs may take long.
    private let workerPause: Int
    /// How many of four jobs are rolled out.
    private let rollouts: Int
    private var random: SeededGenerator

    /// What can go wrong.
    private enum Trouble: CaseIterable {
        case masterCrash, minionCrash, minionCrashSoon, cut, silence, storeRefuses, workerDies, wipe, diskFills, cancel,
            clockStep, holdReading
    }

    /// The events of a world.
    init(for scenario: Scenario, random: SeededGenerator) {
        minions = scenario.minions
        self.random = random
        var troubles: Set<Trouble> = scenario.isUnsynced ? [.masterCrash] : []
        for trouble in Trouble.allCases where self.random.next() >> 63 == 0 { troubles.insert(trouble) }
        self.troubles = troubles
        rate = [5, 10, 20, 40][Int(self.random.next() >> 62)]
        connections = self.random.next() >> 62 == 0 ? 1 : 4
        slow = Int(self.random.next() >> 60)
        workerPause = [0, 0, 3, 15][Int(self.random.next() >> 62)]
        rollouts = scenario.isUnsynced ? 4 : [0, 1, 2, 4][Int(self.random.next() >> 62)]
    }

    /// What lets things go on is picked often, what breaks them now and then.
    mutating func next() -> Event {
        if pick(1_000) < rate, let event = trouble() { return event }
        return switch pick(900) {
        case ..<70: advance()
        case ..<73: .calm
        case ..<90: publish()
        case ..<93: .watch(job: pick(3))
        case ..<140: .keepJob
        case ..<190: .publishJob
        case ..<270: .commit
        case ..<300: .turn
        case ..<315: .keepReceipts
        case ..<375: .note
        case ..<490: masterReads()
        case ..<530: .masterTick
        case ..<540: .placeTimer
        case ..<546: .storeWorks
        case ..<550: .readOn
        case ..<565: .masterStart
        case ..<605: .enrol(minion(), isLost: pick(20) == 0)
        case ..<645: .grant(minion: minion(), connection: pick(4))
        case ..<655: .reconnect(minion())
        case ..<670: .minionNotices(minion())
        case ..<680: .masterNotices(minion: minion(), connection: pick(4))
        case ..<770: .minionReads(minion())
        case ..<800: .minionTick(minion())
        case ..<815: .minionStart(minion())
        case ..<820: .diskHasRoom(minion())
        case ..<870: pick(workerPause + 1) == 0 ? .workerStep(minion(), worker: pick(3), end()) : advance()
        default: .workersSeen(minion())
        }
    }

    private mutating func trouble() -> Event? {
        let kind = Trouble.allCases[pick(Trouble.allCases.count)]
        guard troubles.contains(kind) else { return nil }
        return switch kind {
        case .masterCrash: .masterCrash(arriving: pick(4), unsynced: pick(4))
        case .minionCrash: .minionCrash(minion())
        case .minionCrashSoon: .minionCrashSoon(minion(), steps: pick(5))
        case .cut: .cut(minion(), down: pick(4), up: pick(6))
        case .silence: .advance(milliseconds: 20_000 + pick(80_000))
        case .storeRefuses: .storeRefuses
        case .workerDies: .workerDies(minion(), worker: pick(3))
        case .wipe: .wipe(minion())
        case .diskFills: .diskFills(minion())
        case .cancel: .cancel(job: pick(3))
        case .clockStep: .clockStep(seconds: pick(400) - 200)
        case .holdReading: .holdReading
        }
    }

    private mutating func masterReads() -> Event {
        let from = minion()
        guard from != slow || pick(8) == 0 else { return pick(3) == 0 ? advance() : .minionTick(from) }
        return .masterReads(
            minion: from,
            connection: pick(pick(30) == 0 ? 4 : connections),
            count: pick(4) == 0 ? 100 : 1
        )
    }

    private mutating func pick(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: random.next() >> 33) % bound
    }

    private mutating func minion() -> Int { pick(minions) }

    private mutating func end() -> JobState {
        [.succeeded, .succeeded, .failed, .failed, .timedOut, .terminated][pick(6)]
    }

    private mutating func advance() -> Event {
        switch pick(20) {
        case ..<13: .advance(milliseconds: pick(200))
        case ..<19: .advance(milliseconds: 500 + pick(2_500))
        default: .advance(milliseconds: 3_000 + pick(17_000))
        }
    }

    private mutating func publish() -> Event {
        var publication = Event.Publication(function: pick(8) == 0 ? .inline : .worker, minions: 0xFF)
        if pick(3) == 0 { publication.minions = UInt8(2 + pick(14)) }
        if pick(6) == 0 { publication.deliverWithin = .seconds(1 + pick(200)) }
        if pick(4) < rollouts {
            publication.rollout = Rollout(
                size: .count(1 + pick(2)),
                wait: .seconds(pick(3) == 0 ? 4 : 0),
                maximumErrors: pick(2) == 0 ? .count(pick(3) / 2) : nil
            )
        }
        return .publish(publication)
    }
}
