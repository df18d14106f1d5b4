import BrineCore
import BrineFormats
import MessagePack

/// The distinct answers of a job's minions, each with those that gave it.
///
/// Two answers are one where their values, their result codes and the job's states are the same; the order of a map's entries
/// makes no difference. A distinct answer is kept once, however many minions gave it.
struct FoldedAnswers: Sendable {
    /// One distinct answer.
    struct Group: Sendable, Hashable {
        /// What the answers have in common: that of the first minion.
        var answer: MinionAnswer
        /// The minions that gave it.
        var minions: FoldedIDs
    }

    private struct Key: Hashable {
        /// The value's bytes, its maps in order: they are the same for a NaN too, which equals nothing.
        let value: [UInt8]
        let retcode: Int64?
        let state: JobState?
    }

    private var answers: [Key: (first: MinionAnswer, ids: [MinionID])] = [:]

    /// No answers yet.
    init() {}

    /// Takes one more answer.
    mutating func add(_ answer: MinionAnswer) {
        let key = Key(
            value: answer.value.withSortedKeys.messagePack,
            retcode: answer.retcode,
            state: answer.state
        )
        answers[key, default: (answer, [])].ids.append(answer.id)
    }

    /// The distinct answers: those that came before those that did not, and the most frequent first.
    var groups: [Group] {
        answers.values.map { Group(answer: $0.first, minions: FoldedIDs($0.ids)) }
            .sorted { left, right in
                if left.answer.isReturned != right.answer.isReturned { return left.answer.isReturned }
                if left.minions.count != right.minions.count { return left.minions.count > right.minions.count }
                return left.minions.description < right.minions.description
            }
    }
}
