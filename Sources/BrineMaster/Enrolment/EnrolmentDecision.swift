internal import BrineCore
internal import BrineTransport

/// What the master does about a key that asks to be let in, decided from the keys it has under that id.
enum EnrolmentDecision: Sendable, Hashable {
    /// The key is accepted.
    case accept
    /// Nobody knew it: accept it at once, as `auto_accept` says.
    case acceptNew
    /// It waits already.
    case wait
    /// Nobody knew it: it is put among those that wait.
    case waitNew
    /// An operator refused this id.
    case reject
    /// Another key stands under this id; this one is put among the denied.
    case deny
    /// Too many wait already.
    case full

    /// The keys that stand under the id, by state.
    typealias Known = [KeyState: PublicKey]

    /// Decides.
    ///
    /// - Parameters:
    ///   - key: The key that asks.
    ///   - known: The keys under its id.
    ///   - autoAccept: Whether unknown keys are accepted.
    ///   - isFull: Whether no more may wait.
    /// - Returns: what to do.
    static func decide(_ key: PublicKey, known: Known, autoAccept: Bool, isFull: Bool) -> EnrolmentDecision {
        if let accepted = known[.accepted] { return accepted == key ? .accept : .deny }
        if known[.rejected] != nil { return .reject }
        if let waiting = known[.unaccepted] {
            guard waiting == key else { return .deny }
            return autoAccept ? .acceptNew : .wait
        }
        if known[.denied] == key { return .deny }
        if autoAccept { return .acceptNew }
        return isFull ? .full : .waitNew
    }
}
