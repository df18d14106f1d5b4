import BrineCore

/// A heading that keys are shown under.
enum KeyGroup: Sendable, Hashable {
    /// The master's own.
    case local
    /// Those of the minions in a state.
    case minions(KeyState)

    /// The heading for people.
    var title: String {
        switch self {
        case .local: "Local Keys:"
        case .minions(.accepted): "Accepted Keys:"
        case .minions(.denied): "Denied Keys:"
        case .minions(.unaccepted): "Unaccepted Keys:"
        case .minions(.rejected): "Rejected Keys:"
        }
    }

    /// The key in documents for programs.
    var name: String {
        switch self {
        case .local: "local"
        case .minions(let state): state.rawValue
        }
    }

    /// Where the group stands in a document: Salt's order there is not that of its headings.
    var documentPlace: Int {
        switch self {
        case .minions(.unaccepted): 0
        case .minions(.rejected): 1
        case .minions(.accepted): 2
        case .minions(.denied): 3
        case .local: 4
        }
    }

    /// The terminal's number for the group's colour.
    var colorCode: Int {
        switch self {
        case .minions(.accepted): 32
        case .minions(.unaccepted): 31
        case .minions(.rejected): 34
        case .minions(.denied), .local: 35
        }
    }
}

extension KeyState {
    /// The state as a word before `key`.
    var adjective: String {
        switch self {
        case .accepted: "accepted"
        case .denied: "denied"
        case .unaccepted: "unaccepted"
        case .rejected: "rejected"
        }
    }
}
