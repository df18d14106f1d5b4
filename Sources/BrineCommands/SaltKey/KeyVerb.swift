import BrineCore

/// What `salt-key` can do to minions' keys.
enum KeyVerb: Sendable, Hashable {
    case accept
    case reject
    case delete

    /// The word for a key to which it was done.
    var participle: String {
        switch self {
        case .accept: "accepted"
        case .reject: "rejected"
        case .delete: "deleted"
        }
    }

    /// The state that a key is moved to, or nil where it is removed.
    var destination: KeyState? {
        switch self {
        case .accept: .accepted
        case .reject: .rejected
        case .delete: nil
        }
    }

    /// The states that keys are taken from.
    ///
    /// - Parameter included: The states that the command line adds to the unaccepted keys; deleting takes all anyway.
    /// - Returns: the states, never the one that the keys are moved to.
    func sources(including included: Set<KeyState>) -> Set<KeyState> {
        guard let destination else { return Set(KeyState.allCases) }
        return included.union([.unaccepted]).subtracting([destination])
    }

    /// What is asked before anything is done; the capital letter is what an empty answer means.
    var question: String { isDefault ? "Proceed? [n/Y] " : "Proceed? [N/y] " }

    /// Whether an answer allows it: `y` or `yes` in either case, or an empty one where that is the default.
    ///
    /// - Parameter answer: The line that was typed, or nil where there was none: nobody has agreed to anything then.
    /// - Returns: whether to go on.
    func isAllowed(by answer: String?) -> Bool {
        guard let answer else { return false }
        switch answer.lowercased() {
        case "y", "yes": return true
        case "": return isDefault
        default: return false
        }
    }

    /// Whether an empty answer means yes; a key that was deleted does not come back, so there it means no.
    private var isDefault: Bool { self != .delete }
}
