internal import BrineCore
internal import MessagePack

/// How long the machine, or the container, has been up.
struct Uptime: Sendable, Hashable {
    /// The time since it was started.
    var elapsed: Duration

    /// The longest time that is believed: a thousand years, in seconds.
    private static let longest = 31_557_600_000.0

    /// What `/proc/uptime` says, or nil where it does not begin with a number of seconds.
    init?(_ text: String) {
        guard let word = SystemText(text).words.first, let seconds = Double(word), (0...Self.longest).contains(seconds)
        else { return nil }
        elapsed = .seconds(seconds)
    }

    /// The map that `status.uptime` answers at a moment.
    func map(now: Timestamp, users: Int) -> ValueMap {
        let since = now - elapsed
        let seconds = elapsed.components.seconds
        return [
            "days": .int(seconds / 86_400),
            "seconds": .int(seconds),
            // In UTC without an offset, as Salt writes it.
            "since_iso": .string(String(CivilTime(since).isoText.dropLast("+00:00".count))),
            "since_t": .int(since.microseconds / 1_000_000),
            "time": .string("\(seconds % 86_400 / 3_600):\(seconds % 3_600 / 60)"),
            "users": .int(Int64(users)),
        ]
    }
}
