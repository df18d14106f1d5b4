import BrineCore
import BrineStore
import Testing

@testable import BrineMaster

/// What must hold after each event, whatever the order of events.
private struct TrackerWalk {
    private struct Pair: Hashable {
        var jid: JobID
        var minion: MinionNumber
    }

    private struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    private var tracker = Tracker()
    private var random: SeededGenerator
    private var now = at(0)
    private var nextJob: Int64 = 1
    private var begun: [JobID] = []
    private var settled: Set<Pair> = []
    private var verdicts: Set<Pair> = []
    /// Verdicts that are on their way to the store.
    private var underWay: [Outcome] = []
    /// Turns in rollouts that are on their way to the store.
    private var turns: [(jid: JobID, minions: [MinionNumber])] = []
    /// The turns that were given.
    private var started: Set<Pair> = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            now = now + .milliseconds(Int.random(in: 0...9_000, using: &random))
            try note(step())
            try check()
        }
    }

    private mutating func anyMinion() -> MinionNumber {
        minion(Int.random(in: 1...4, using: &random))
    }

    private mutating func anyJobs() -> [JobID] {
        begun.suffix(6).filter { _ in Bool.random(using: &random) }
    }

    private mutating func step() -> [Tracker.Action] {
        switch Int.random(in: 0...20, using: &random) {
        case 0...1: begin()
        case 2: resume()
        case 3...4: return tracker.subscribed(anyMinion(), after: jid(nextJob), at: now)
        case 5: tracker.unsubscribed(anyMinion(), at: now)
        case 6...7: tracker.receipt(anyJobs(), from: anyMinion(), at: now)
        case 8...10: return tracker.heartbeat(anyJobs(), from: anyMinion(), at: now)
        case 11...13: return tracker.tick(at: now)
        case 14: return begun.randomElement(using: &random).map { tracker.cancel($0, at: now) } ?? []
        case 15...17: return tracker.advanceRollouts(at: now)
        case 18:
            defer { turns = [] }
            return turns.flatMap { tracker.started($0.jid, $0.minions, at: now) }
        case 19:
            if Int.random(in: 0...9, using: &random) == 0 {
                if let jid = begun.randomElement(using: &random) { end(jid) }
            } else if let jid = begun.randomElement(using: &random) {
                settle(Pair(jid: jid, minion: anyMinion()))
            }
        default:
            for outcome in underWay { settle(Pair(jid: outcome.jid, minion: outcome.minion)) }
            underWay = []
        }
        return []
    }

    private mutating func newJob() -> Job {
        let minions = Array(1...4).filter { _ in Bool.random(using: &random) }
        let window = Int.random(in: 0...120, using: &random)
        var job = job(
            nextJob,
            for: minions.isEmpty ? [1] : minions,
            deliverBefore: Double(window) + Double((now - at(0)).wholeMicroseconds) / 1_000_000
        )
        if Bool.random(using: &random) {
            let limit: Share? = Bool.random(using: &random) ? .count(Int.random(in: 0...2, using: &random)) : nil
            job.rollout = Rollout(
                size: .count(Int.random(in: 1...3, using: &random)),
                wait: .seconds(Int.random(in: 0...5, using: &random)),
                maximumErrors: limit
            )
        }
        nextJob += 1
        begun.append(job.jid)
        return job
    }

    private mutating func begin() {
        let isInternal = Int.random(in: 0...4, using: &random) == 0
        var job = newJob()
        if isInternal { job.rollout = nil }
        let late = tracker.begin(job, packet: [], isInternal: isInternal, at: now)
        if !Set(late).isSubset(of: job.minions) { underWay = [] }
    }

    private mutating func resume() {
        let job = newJob()
        let before = job.minions.dropFirst().filter { _ in Bool.random(using: &random) }
        let verdicts = Dictionary(uniqueKeysWithValues: before.map { ($0, JobState.lost) })
        let turnsBefore = job.minions.filter { _ in Bool.random(using: &random) }
        tracker.resume(job, packet: [], settled: verdicts, started: turnsBefore, at: now)
        for minion in turnsBefore { started.insert(Pair(jid: job.jid, minion: minion)) }
        for minion in before { settled.insert(Pair(jid: job.jid, minion: minion)) }
    }

    private mutating func settle(_ pair: Pair) {
        tracker.settled(
            pair.jid,
            pair.minion,
            as: Bool.random(using: &random) ? .succeeded : .failed,
            at: now
        )
        settled.insert(pair)
    }

    private mutating func end(_ jid: JobID) {
        tracker.end(jid)
        for number in 1...4 { settled.insert(Pair(jid: jid, minion: minion(number))) }
    }

    private mutating func note(_ actions: [Tracker.Action]) throws {
        for action in actions {
            switch action {
            case .deliver(let jid, let minions):
                guard let live = tracker.jobs[jid] else { throw Violation(description: "delivers a dead job \(jid)") }
                for minion in minions {
                    guard let standing = live.waiting[minion], standing.isToBeDelivered else {
                        throw Violation(description: "delivers \(jid) to \(minion), which is not pending")
                    }
                }
            case .settle(let outcomes):
                for outcome in outcomes { try note(outcome) }
            case .start(let jid, let minions):
                for minion in minions {
                    guard started.insert(Pair(jid: jid, minion: minion)).inserted else {
                        throw Violation(description: "a second turn of \(minion) in \(jid)")
                    }
                    guard tracker.isConnected(minion, at: now) else {
                        throw Violation(description: "a turn of \(minion) in \(jid), which is away")
                    }
                }
                turns.append((jid, minions))
            }
        }
    }

    private mutating func note(_ outcome: Outcome) throws {
        let pair = Pair(jid: outcome.jid, minion: outcome.minion)
        guard tracker.jobs[pair.jid]?.waiting[pair.minion] != nil else {
            throw Violation(description: "a verdict on \(pair), which nobody waits for")
        }
        guard verdicts.insert(pair).inserted else { throw Violation(description: "a second verdict on \(pair)") }
        guard [.lost, .undelivered, .cancelled, .skipped].contains(outcome.state), outcome.at == now else {
            throw Violation(description: "a verdict of \(outcome.state) at \(outcome.at)")
        }
        underWay.append(outcome)
    }

    private func check() throws {
        var index: [MinionNumber: Set<JobID>] = [:]
        for (jid, live) in tracker.jobs {
            guard live.job.jid == jid, !live.waiting.isEmpty else {
                throw Violation(description: "a live job \(jid) that waits for nobody")
            }
            guard Set(live.waiting.keys).isSubset(of: live.job.minions) else {
                throw Violation(description: "\(jid) waits for a minion that it is not for")
            }
            for (minion, standing) in live.waiting {
                index[minion, default: []].insert(jid)
                if standing.state.isFinal { throw Violation(description: "\(jid) waits in \(standing.state)") }
                if settled.contains(Pair(jid: jid, minion: minion)) {
                    throw Violation(description: "\(jid) on \(minion) came back")
                }
                if standing.isSettling != verdicts.contains(Pair(jid: jid, minion: minion)) {
                    throw Violation(description: "\(jid) on \(minion) has a verdict and does not know")
                }
            }
        }
        guard index == tracker.jidsByMinion else {
            throw Violation(description: "the index by minion differs from the jobs")
        }
    }
}

@Suite struct `The tracker in any order of events` {
    @Test func `keeps its promises on a random walk`() {
        let seed = walkSeed()
        print("tracker walk: BRINE_SEED=\(seed)")
        for number: UInt64 in 0..<3_000 {
            var walk = TrackerWalk(seed: seed &+ number)
            do {
                try walk.run(steps: 60)
            } catch {
                Issue.record("walk \(number), BRINE_SEED=\(seed): \(error)")
                return
            }
        }
    }
}
