internal import BrineCore

extension JobState {
    /// The number under which a final state is stored, for ever; nil for a state that is never stored.
    var storedCode: Int64? {
        switch self {
        case .pending, .running, .unreachable: nil
        case .succeeded: 1
        case .failed: 2
        case .terminated: 3
        case .timedOut: 4
        case .undelivered: 5
        case .lost: 6
        case .cancelled: 7
        case .skipped: 8
        }
    }

    /// The state stored under a number, or nil where there is none.
    init?(storedCode: Int64) {
        guard let state = Self.allCases.first(where: { $0.storedCode == storedCode }) else { return nil }
        self = state
    }
}
