import Glibc
import Testing

@testable import BrineMinion

/// A worker around the supervision of its job: signals come at any time, processes come and go, and it wakes at each deadline.
private struct SupervisionWalk {
    private struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    private var supervision: JobSupervision
    private var random: SplitMix64
    private var now = at(0)
    private let limit: Duration?
    /// Why the job is to end, and when that began.
    private var ending: (reason: JobSupervision.Reason, since: JobSupervision.Instant)?
    private var wasAsked = false
    private var wasKilled = false
    private var isOver = false

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        limit = Bool.random(using: &random) ? .milliseconds(Int.random(in: 0...60_000, using: &random)) : nil
        supervision = JobSupervision(limit: limit, at: at(0))
    }

    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            try pass(to: now + .milliseconds(Int.random(in: 0...4_000, using: &random)))
            if Int.random(in: 0...3, using: &random) == 0 { try receive() }
            try note(supervision.tick(hasProcesses: .random(using: &random), at: now))
            try checkDeadline()
        }
    }

    /// Lets time go by, and wakes at each deadline.
    private mutating func pass(to end: JobSupervision.Instant) throws {
        while let deadline = supervision.nextDeadline, deadline <= end {
            now = max(now, deadline)
            let actions = supervision.tick(hasProcesses: .random(using: &random), at: now)
            guard !actions.isEmpty else { throw Violation(description: "nothing is done at the deadline") }
            try note(actions)
        }
        now = end
        let grace = JobSupervision.grace + JobSupervision.patience
        guard let ending, !isOver else { return }
        if now > ending.since + grace { throw Violation(description: "goes on long after \(ending.reason)") }
    }

    private mutating func receive() throws {
        let signals = [SIGTERM, SIGINT, SIGHUP, SIGUSR1]
        let signal = signals[Int.random(in: 0..<signals.count, using: &random)]
        let hasProcesses = Bool.random(using: &random)
        let actions = supervision.received(signal, hasProcesses: hasProcesses, at: now)
        if ending == nil, !isOver, !hasProcesses || signal == SIGTERM {
            ending = (.signal(signal), now)
            guard actions == (hasProcesses ? [] : [.abandon(.signal(signal))]) else {
                throw Violation(description: "signal \(signal) brings \(actions)")
            }
        }
        try note(actions)
    }

    private mutating func note(_ actions: [JobSupervision.Action]) throws {
        for action in actions { try note(action) }
    }

    private mutating func note(_ action: JobSupervision.Action) throws {
        if isOver { throw Violation(description: "\(action) after the end") }
        if ending == nil, let limit, now >= at(0) + limit { ending = (.timeLimit(limit), now) }
        guard let ending else { throw Violation(description: "\(action) for no reason") }
        switch action {
        case .endProcesses:
            guard let limit, ending.reason == .timeLimit(limit), ending.since == now, !wasAsked else {
                throw Violation(description: "SIGTERM to the processes by \(ending)")
            }
            wasAsked = true
        case .killProcesses:
            guard now >= ending.since + JobSupervision.grace, !wasKilled else {
                throw Violation(description: "a kill by \(ending) at \(now)")
            }
            wasKilled = true
        case .abandon(let reason):
            guard reason == ending.reason, wasKilled || now == ending.since else {
                throw Violation(description: "given up by \(reason) where it was \(ending)")
            }
            isOver = true
        }
    }

    /// Before its deadline a tick does nothing, at its deadline it does something, and without one never.
    private func checkDeadline() throws {
        for hasProcesses in [true, false] {
            var copy = supervision
            guard let deadline = copy.nextDeadline else {
                guard copy.tick(hasProcesses: hasProcesses, at: now + .seconds(1_000_000)).isEmpty else {
                    throw Violation(description: "does something without a deadline")
                }
                continue
            }
            guard copy.tick(hasProcesses: hasProcesses, at: deadline - .nanoseconds(1)).isEmpty,
                copy.nextDeadline == deadline
            else { throw Violation(description: "does something before its deadline") }
            guard !copy.tick(hasProcesses: hasProcesses, at: deadline).isEmpty, copy.nextDeadline != deadline else {
                throw Violation(description: "does nothing at its deadline")
            }
        }
    }
}

@Suite struct `The supervision in any order of events` {
    @Test func `ends a job once, in time and for the reason that came first on a random walk`() {
        let seed = walkSeed()
        print("supervision walk: BRINE_SEED=\(seed)")
        for number: UInt64 in 0..<2_000 {
            var walk = SupervisionWalk(seed: seed &+ number)
            do {
                try walk.run(steps: 60)
            } catch {
                Issue.record("walk \(number), BRINE_SEED=\(seed): \(error)")
                return
            }
        }
    }
}
