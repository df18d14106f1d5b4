import BrineCore
import Testing

@testable import BrineMinion

/// Jobs that come, end and are withdrawn in any order, beside the queue that decides when each begins.
private struct QueueWalk {
    private struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    private var queue: JobQueue
    private let bound: Int
    private var random: SplitMix64
    private var running: Set<Int64> = []
    private var waiting: Set<Int64> = []
    private var withdrawn: Set<Int64> = []
    private var last: Int64 = 0
    private var lastBegun: Int64 = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        let bounds: [Int?] = [nil, 1, 2, 5]
        let bound = bounds[Int.random(in: 0..<bounds.count, using: &random)]
        queue = JobQueue(bound: bound)
        self.bound = bound ?? .max
        // What an earlier run has left may be more than may run now.
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            last += 1
            running.insert(last)
            queue.started(jid(last))
        }
        lastBegun = last
    }

    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            try step()
            try startNext()
        }
        while let number = running.first {
            end(number)
            try startNext()
        }
        guard waiting.isEmpty else { throw Violation(description: "\(waiting) were never begun") }
    }

    private mutating func step() throws {
        switch Int.random(in: 0...9, using: &random) {
        case 0...4: try arrive()
        case 5...7: if let number = running.randomElement(using: &random) { end(number) }
        default: try withdraw(Int64.random(in: 1...last + 1, using: &random))
        }
    }

    private mutating func arrive() throws {
        last += 1
        guard !queue.hasRoom else { return try begin(last) }
        queue.append(command(last))
        waiting.insert(last)
    }

    private mutating func begin(_ number: Int64) throws {
        guard running.count < bound else { throw Violation(description: "\(number) is one too many") }
        guard number > lastBegun, !withdrawn.contains(number) else {
            throw Violation(description: "\(number) begins after \(lastBegun)")
        }
        lastBegun = number
        waiting.remove(number)
        running.insert(number)
        queue.started(jid(number))
    }

    private mutating func end(_ number: Int64) {
        running.remove(number)
        queue.ended(jid(number))
    }

    private mutating func withdraw(_ number: Int64) throws {
        let found = queue.withdraw(jid(number))
        guard found == (waiting.contains(number) ? command(number) : nil) else {
            throw Violation(description: "withdrawing \(number) gave \(String(describing: found))")
        }
        if waiting.remove(number) != nil { withdrawn.insert(number) }
    }

    private mutating func startNext() throws {
        while let next = queue.next() {
            guard let number = waiting.first(where: { jid($0) == next.jid }) else {
                throw Violation(description: "\(next.jid) does not wait")
            }
            try begin(number)
        }
        guard waiting.isEmpty || running.count >= bound else {
            throw Violation(description: "\(waiting) wait while \(running.count) of \(bound) run")
        }
        guard queue.waiting.map(\.jid) == waiting.sorted().map({ jid($0) }) else {
            throw Violation(description: "\(queue.waiting.map(\.jid)) wait where it should be \(waiting.sorted())")
        }
    }
}

@Suite struct `The queue in any order of events` {
    @Test func `loses no job, begins each once and none out of its turn on a random walk`() {
        let seed = walkSeed()
        print("queue walk: BRINE_SEED=\(seed)")
        for number: UInt64 in 0..<1_000 {
            var walk = QueueWalk(seed: seed &+ number)
            do {
                try walk.run(steps: 80)
            } catch {
                Issue.record("walk \(number), BRINE_SEED=\(seed): \(error)")
                return
            }
        }
    }
}
