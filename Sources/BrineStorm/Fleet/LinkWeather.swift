/// What the links between a minion and its master let through.
enum LinkWeather: Sendable, Hashable {
    /// Everything.
    case clear
    /// Nothing, and every connection is reset.
    case cut
    /// Not what goes in a direction; connections stay, and nobody is told.
    case stalled(up: Bool, down: Bool)
}
