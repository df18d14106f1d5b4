internal import BrineCore

/// A question of the master's own to some minions, and the answers so far.
struct Inquiry: Sendable {
    /// Who was asked.
    let expected: Set<MinionNumber>
    /// The packets of those that returned.
    private var answers: [MinionNumber: [UInt8]] = [:]
    /// Who waits for the answers.
    var continuation: CheckedContinuation<[MinionNumber: [UInt8]], Never>?

    /// The question to some minions.
    init(expected: Set<MinionNumber>) {
        self.expected = expected
    }

    /// Whether all have answered.
    var isComplete: Bool { answers.count == expected.count }

    /// Takes an answer; one of a minion that was not asked is none.
    mutating func take(_ packet: [UInt8], from minion: MinionNumber) {
        guard expected.contains(minion) else { return }
        answers[minion] = packet
    }

    /// Hands the answers to whoever waits.
    consuming func end() {
        continuation?.resume(returning: answers)
    }
}
