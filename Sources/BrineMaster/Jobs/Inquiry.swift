internal import BrineCore

/// A question of the master's own to some minions, and the answers so far.
struct Inquiry: Sendable {
    /// Who was asked.
    let expected: Set<MinionNumber>
    /// The packets of those that returned.
    var answers: [MinionNumber: [UInt8]] = [:]
    /// Who waits for the answers.
    var continuation: CheckedContinuation<[MinionNumber: [UInt8]], Never>?

    /// The question to some minions.
    init(expected: Set<MinionNumber>) {
        self.expected = expected
    }

    /// Whether all have answered.
    var isComplete: Bool { answers.count == expected.count }

    /// Hands the answers to whoever waits.
    consuming func end() {
        continuation?.resume(returning: answers)
    }
}
