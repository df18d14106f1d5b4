internal import BrineCore
internal import MessagePack

/// What was done about a job on one minion that had not ended it.
struct Cancellation: Sendable, Hashable {
    /// Whether the job counts as cancelled there: as far as was known it had not been delivered.
    var isCancelled: Bool
    /// Whether the minion was there to be asked to end it.
    var wasAsked = false
    /// What it answered.
    var answer: Value?
    /// Whether that it is cancelled is in the store.
    var isKept = true

    /// What is said where there was nothing to be done.
    static let hasEnded = "It has ended there already"

    /// What was done, for whoever asked for it.
    var text: String {
        // Where it had just been delivered, it was ended.
        if let text = answer?.stringValue, !text.isEmpty { return text }
        guard isKept else { return "To be cancelled: the master cannot write to its job store now" }
        return switch (isCancelled, wasAsked) {
        case (true, true) where answer == nil: "Cancelled; the minion did not answer whether it has it"
        case (true, _): "Cancelled before it was delivered"
        case (false, true) where answer == nil: "The minion did not answer; the job may go on there"
        case (false, true): Self.hasEnded
        case (false, false): "The minion is away; the job goes on there"
        }
    }
}
