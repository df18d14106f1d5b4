import BrineCore

/// What one call of `salt-key` is asked to do.
enum KeyAction: Sendable, Hashable {
    /// Shows which keys are in these states.
    case list([KeyState])
    /// Shows something of each key that is meant.
    case show(KeyDetail, KeyPattern)
    /// Changes the keys that are meant and are in these states.
    case change(KeyVerb, KeyPattern, from: Set<KeyState>)

    /// The action for what `--list` is given, or nil where Salt has no such word.
    init?(listArgument: String) {
        switch listArgument {
        case "acc", "accepted": self = .list([.accepted])
        case "pre", "un", "unaccepted": self = .list([.unaccepted])
        case "den", "denied": self = .list([.denied])
        case "rej", "rejected": self = .list([.rejected])
        case "all": self = .list(KeyState.allCases)
        default: return nil
        }
    }
}
