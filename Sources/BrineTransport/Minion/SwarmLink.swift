package import BrineCore
internal import ZeroMQ

/// The connections of many simulated minions that one thread looks after.
///
/// Real sockets, as ``MinionLink`` has them, and only what a test must spare: four descriptors a minion instead of eight and
/// a wait that costs what it finds. So there are no monitors, and no questions of libzmq's to a silent master: that a
/// connection has ended is seen at the return socket, which has nowhere to send to then, and a refused key by its welcome,
/// which does not come.
package final class SwarmLink {
    /// What happened to one of the minions.
    package struct Event: Sendable, Hashable {
        /// Which one: its place, from 0.
        package var minion: Int
        /// What happened.
        package var what: MinionLink.Event
    }

    private enum Role: UInt64 {
        case enrolment, subscription, returns
    }

    private struct Watched {
        let socket: Socket
        let descriptor: Int32
    }

    private struct Peer {
        var enrolment: Watched?
        var subscription: Watched?
        var returns: Watched?
        var ownTopic: [UInt8] = []
        /// Whether the return socket is connected.
        var isUp = false
    }

    private static let stopToken = UInt64.max

    private let context: Context
    private let queue: ReadinessQueue
    private var peers: [Peer]
    /// Sockets that were used since the last wait: what came with that, their descriptors do not tell any more.
    private var touched: [UInt64] = []

    /// Links for so many minions, with nothing open yet.
    ///
    /// - Parameters:
    ///   - count: How many minions.
    ///   - stop: Wakes the wait when it is closed.
    /// - Throws: `ZeroMQError` where libzmq cannot start.
    package init(_ count: Int, stop: Mailbox<Never>) throws {
        // A socket that is closed counts for a moment longer.
        context = try BusContext(sockets: Int32(clamping: 3 * count + 64)).context
        queue = try ReadinessQueue()
        peers = Array(repeating: Peer(), count: count)
        try queue.add(stop.wakeUp.descriptor, as: Self.stopToken)
    }

    /// As ``MinionLink/enrol(_:at:)``.
    package func enrol(_ minion: Int, _ packet: [UInt8], at endpoint: String) throws {
        if peers[minion].enrolment == nil {
            let socket = try MinionSockets.enrolment(in: context, at: endpoint)
            peers[minion].enrolment = try watch(socket, Self.token(minion, .enrolment))
        }
        _ = try peers[minion].enrolment?.socket.send(packet)
        touched.append(Self.token(minion, .enrolment))
    }

    /// Closes a minion's enrolment connection.
    package func closeEnrolment(_ minion: Int) {
        unwatch(&peers[minion].enrolment)
    }

    /// As ``MinionLink/open(publish:returns:number:keys:master:)``.
    package func open(
        _ minion: Int,
        publish: String,
        returns: String,
        number: MinionNumber,
        keys: OwnKeys,
        master: PublicKey
    ) throws {
        closeBus(minion)
        let subscription = try MinionSockets.subscription(in: context, keys, master)
        let push = try MinionSockets.returns(in: context, keys, master)
        try subscription.connect(publish)
        try push.connect(returns)
        let ownTopic = Topic.own(number)
        _ = try subscription.send([1] + ownTopic)
        peers[minion].ownTopic = ownTopic
        peers[minion].subscription = try watch(subscription, Self.token(minion, .subscription))
        peers[minion].returns = try watch(push, Self.token(minion, .returns))
        touched += [Self.token(minion, .subscription), Self.token(minion, .returns)]
    }

    /// Closes a minion's encrypted connections.
    package func closeBus(_ minion: Int) {
        unwatch(&peers[minion].subscription)
        unwatch(&peers[minion].returns)
        peers[minion].isUp = false
    }

    /// As ``MinionLink/push(_:)``.
    package func push(_ minion: Int, _ packet: [UInt8]) throws -> Bool {
        guard let returns = peers[minion].returns else { return false }
        touched.append(Self.token(minion, .returns))
        return try returns.socket.send(packet) == .sent
    }

    /// Waits until something happens to some of the minions, or the time is over.
    ///
    /// - Returns: what happened, of each minion in its order.
    /// - Throws: `ZeroMQError` where libzmq or the system refuses.
    package func wait(_ timeout: Duration) throws -> [Event] {
        let again = touched
        touched = []
        var events: [Event] = []
        for token in try again + queue.wait(again.isEmpty ? timeout : .zero) where token != Self.stopToken {
            try collect(Int(token >> 2), Role(rawValue: token & 3), into: &events)
        }
        return events
    }

    private func collect(_ minion: Int, _ role: Role?, into events: inout [Event]) throws {
        switch role {
        case .enrolment:
            while let message = try peers[minion].enrolment?.socket.receive() {
                events.append(Event(minion: minion, what: .enrolment(message.array())))
            }
        case .subscription:
            while let parts = try peers[minion].subscription?.socket.receiveParts() {
                guard let what = MinionSockets.published(parts, ownTopic: peers[minion].ownTopic) else { continue }
                events.append(Event(minion: minion, what: what))
            }
        case .returns:
            guard let isUp = try peers[minion].returns?.socket.get(.events).contains(.writable) else { return }
            if peers[minion].isUp, !isUp {
                events.append(Event(minion: minion, what: .disconnected(reason: "the connection ended")))
            }
            peers[minion].isUp = isUp
        case nil: break
        }
    }

    private func watch(_ socket: Socket, _ token: UInt64) throws -> Watched {
        let descriptor = try socket.get(.fileDescriptor)
        try queue.add(descriptor, as: token)
        return Watched(socket: socket, descriptor: descriptor)
    }

    private func unwatch(_ watched: inout Watched?) {
        if let descriptor = watched?.descriptor { queue.remove(descriptor) }
        watched = nil
    }

    private static func token(_ minion: Int, _ role: Role) -> UInt64 {
        UInt64(minion) << 2 | role.rawValue
    }
}
