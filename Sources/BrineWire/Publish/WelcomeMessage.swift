package import BrineCore
package import MessagePack

/// Master to a minion: your subscription is here, you hear me now.
///
/// The first message on each new connection. A minion that waits for it in vain asks anew at the enrolment socket.
package struct WelcomeMessage: WireMessage, Hashable {
    package static let kind = MessageKind.welcome

    /// Broadcast commands up to this jid are not for this minion: they were published before it was counted in.
    ///
    /// What it missed and is still meant for comes on its own topic.
    package var after: JobID
    /// The master's clock when it wrote this.
    package var clock: Timestamp
    /// How often the minion shall send a heartbeat.
    package var heartbeatInterval: Duration

    /// A welcome.
    package init(after: JobID, clock: Timestamp, heartbeatInterval: Duration) {
        self.after = after
        self.clock = clock
        self.heartbeatInterval = heartbeatInterval
    }

    package init(fields: WireFields) throws(WireError) {
        after = try fields.jid("after")
        clock = try fields.timestamp("clock")
        let milliseconds = try fields.unsigned("heartbeat_interval")
        guard (100...86_400_000).contains(milliseconds) else {
            throw .wrongField("heartbeat_interval", expected: "100 to 86400000 milliseconds", found: "\(milliseconds)")
        }
        heartbeatInterval = .milliseconds(Int64(milliseconds))
    }

    package var fields: ValueMap {
        [
            "after": .string(after.description),
            "clock": .int(clock.microseconds),
            "heartbeat_interval": .int(heartbeatInterval.wholeMicroseconds / 1_000),
        ]
    }
}
