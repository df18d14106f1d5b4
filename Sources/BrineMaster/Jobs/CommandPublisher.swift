internal import BrineCore
internal import BrineTransport

/// Where the coordinator's packets to minions go: the publish socket, or a probe in tests.
protocol CommandPublisher: Sendable {
    /// Publishes a packet to every minion that listens; false where there is no room for it.
    @discardableResult
    func broadcast(_ packet: [UInt8]) -> Bool
    /// Publishes a packet to some minions, each on its own topic; false where there is no room for it.
    @discardableResult
    func send(_ packet: [UInt8], to minions: [MinionNumber]) -> Bool
    /// Publishes each minion its own packet; false where there is no room for them.
    @discardableResult
    func send(_ packets: [(MinionNumber, [UInt8])]) -> Bool
    /// Ends a minion's connections.
    func cut(_ minion: MinionNumber)
}

extension PublishLink: CommandPublisher {
    func send(_ packet: [UInt8], to minions: [MinionNumber]) -> Bool {
        send(packet, to: minions[...])
    }

    func send(_ packets: [(MinionNumber, [UInt8])]) -> Bool {
        send(packets[...])
    }
}
