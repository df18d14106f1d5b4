import BrineCore

/// How often what happened in the interleavings so far.
struct Coverage: Sendable {
    private(set) var events = [Int](repeating: 0, count: Event.Kind.allCases.count)
    private(set) var moves = [Int](repeating: 0, count: JobState.allCases.count * JobState.allCases.count)

    mutating func note(_ event: Event) {
        events[event.kind.rawValue] += 1
    }

    mutating func note(_ old: JobState, _ new: JobState) {
        moves[Self.index(old, new)] += 1
    }

    mutating func add(_ other: Coverage) {
        for index in events.indices { events[index] += other.events[index] }
        for index in moves.indices { moves[index] += other.moves[index] }
    }

    /// How often each event happened.
    var eventCounts: [(event: Event.Kind, count: Int)] {
        Event.Kind.allCases.map { ($0, events[$0.rawValue]) }
    }

    /// How often each move happened that the table of moves has.
    var moveCounts: [(from: JobState, to: JobState, count: Int)] {
        JobState.allCases.flatMap { old in
            JobState.allCases.filter { old.canBecome($0) && old != $0 }.map { (old, $0, moves[Self.index(old, $0)]) }
        }
    }

    /// What has not happened once.
    var gaps: [String] {
        eventCounts.filter { $0.count == 0 }.map { "\($0.event)" }
            + moveCounts.filter { $0.count == 0 }.map { "\($0.from.rawValue) to \($0.to.rawValue)" }
    }

    private static func index(_ old: JobState, _ new: JobState) -> Int {
        place(of: old) * JobState.allCases.count + place(of: new)
    }

    private static func place(of state: JobState) -> Int {
        switch state {
        case .pending: 0
        case .running: 1
        case .unreachable: 2
        case .succeeded: 3
        case .failed: 4
        case .terminated: 5
        case .timedOut: 6
        case .undelivered: 7
        case .lost: 8
        case .cancelled: 9
        case .skipped: 10
        }
    }
}
