public import BrineCore
internal import ZeroMQ

/// A minion's end of the bus: everything it waits for, in one place.
///
/// Belongs to the minion's one thread. It enrols on an open connection first; after the master accepted it, it holds the
/// two encrypted ones. It decides nothing: the minion's state machine tells it what to open, and hears what happened.
public final class MinionLink {
    /// What ended a wait.
    public enum Event: Sendable, Hashable {
        /// An answer came on the enrolment connection.
        case enrolment([UInt8])
        /// The master published a packet.
        case published([UInt8], onOwnTopic: Bool)
        /// One of the encrypted connections is gone, or was refused; both are to be opened anew.
        case disconnected(reason: String)
        /// A watched descriptor is readable.
        case readable(Int32)
    }

    private let context: Context
    private var poller = Poller()
    private var watched: [Int32: Int] = [:]
    private var enrolment: Enrolment?
    private var bus: Bus?

    private struct Enrolment {
        let socket: Socket
        let token: Int
    }

    private struct Bus {
        let subscription: Socket
        let returns: Socket
        let ownTopic: [UInt8]
        let monitors: [Monitor]
        let subscriptionToken: Int
        let monitorTokens: [Int]
    }

    /// A link with nothing open yet.
    ///
    /// - Throws: `ZeroMQError` where libzmq cannot start.
    public init() throws {
        context = try BusContext().context
    }

    // MARK: Enrolment

    /// Sends a packet to the enrolment socket, connecting to it first where that is not done yet.
    ///
    /// - Parameters:
    ///   - packet: The request.
    ///   - endpoint: Where the master's enrolment socket is, as in `tcp://salt:4507`.
    /// - Throws: `ZeroMQError` where the endpoint is not one.
    public func enrol(_ packet: [UInt8], at endpoint: String) throws {
        if enrolment == nil {
            let socket = try MinionSockets.enrolment(in: context, at: endpoint)
            enrolment = Enrolment(socket: socket, token: poller.add(socket, events: .readable))
        }
        _ = try enrolment?.socket.send(packet)
    }

    /// Closes the enrolment connection.
    public func closeEnrolment() {
        guard let enrolment else { return }
        poller.remove(enrolment.token)
        self.enrolment = nil
    }

    // MARK: The encrypted connections

    /// Connects to the master's publish and return sockets and asks for this minion's own topic.
    ///
    /// - Parameters:
    ///   - publish: The publish socket's endpoint.
    ///   - returns: The return socket's endpoint.
    ///   - number: The number the master gave.
    ///   - keys: This minion's keys.
    ///   - master: The master's key; nobody else can answer.
    /// - Throws: `ZeroMQError` where libzmq refuses.
    public func open(
        publish: String,
        returns: String,
        number: MinionNumber,
        keys: OwnKeys,
        master: PublicKey
    ) throws {
        closeBus()
        let subscription = try MinionSockets.subscription(in: context, keys, master)
        try subscription.set(.heartbeatInterval, SocketPolicy.minionHeartbeat)
        try subscription.set(.heartbeatTimeout, SocketPolicy.minionHeartbeatTimeout)
        let push = try MinionSockets.returns(in: context, keys, master)
        let monitors = try [subscription, push].map { try Monitor(of: $0, events: Self.monitored) }
        try subscription.connect(publish)
        try push.connect(returns)
        _ = try subscription.send([1] + Topic.own(number))
        bus = Bus(
            subscription: subscription,
            returns: push,
            ownTopic: Topic.own(number),
            monitors: monitors,
            subscriptionToken: poller.add(subscription, events: .readable),
            monitorTokens: monitors.map { poller.add($0.socket, events: .readable) }
        )
    }

    /// Closes both encrypted connections.
    public func closeBus() {
        guard let bus else { return }
        poller.remove(bus.subscriptionToken)
        for token in bus.monitorTokens { poller.remove(token) }
        self.bus = nil
    }

    /// Sends a packet to the master's return socket; false where there is no connection, or its queue is full.
    ///
    /// - Throws: `ZeroMQError` where libzmq refuses.
    public func push(_ packet: [UInt8]) throws -> Bool {
        guard let bus else { return false }
        return try bus.returns.send(packet) == .sent
    }

    // MARK: Waiting

    /// Wakes the wait when a descriptor is readable.
    public func watch(_ descriptor: Int32) {
        watched[descriptor] = poller.add(descriptor: descriptor, events: .readable)
    }

    /// Forgets a descriptor.
    public func unwatch(_ descriptor: Int32) {
        if let token = watched.removeValue(forKey: descriptor) { poller.remove(token) }
    }

    /// Waits until something happens, for as long as a duration, or for ever.
    ///
    /// - Returns: what happened, in order; nothing where the time was over.
    /// - Throws: `ZeroMQError` where libzmq refuses.
    public func wait(_ timeout: Duration?) throws -> [Event] {
        try poller.wait(timeout)
        var events: [Event] = []
        for (descriptor, token) in watched where !poller.ready(token).isEmpty {
            events.append(.readable(descriptor))
        }
        if let enrolment, poller.ready(enrolment.token).contains(.readable) {
            while let message = try enrolment.socket.receive() { events.append(.enrolment(message.array())) }
        }
        if let bus { try collect(from: bus, into: &events) }
        return events
    }

    private func collect(from bus: Bus, into events: inout [Event]) throws {
        if poller.ready(bus.subscriptionToken).contains(.readable) {
            while events.count < SocketPolicy.receiveBatch, let parts = try bus.subscription.receiveParts() {
                if let event = MinionSockets.published(parts, ownTopic: bus.ownTopic) { events.append(event) }
            }
        }
        for (monitor, token) in zip(bus.monitors, bus.monitorTokens) where poller.ready(token).contains(.readable) {
            while let event = try monitor.next() {
                events.append(.disconnected(reason: Self.reason(event)))
            }
        }
    }

    private static let monitored: MonitorEvents = [
        .disconnected, .handshakeFailedNoDetail, .handshakeFailedProtocol, .handshakeFailedAuth,
    ]

    private static func reason(_ event: MonitorEvent) -> String {
        switch event.kind {
        case .disconnected: "the connection ended"
        case .handshakeFailedAuth: "the master refused the key"
        default: "the handshake failed"
        }
    }
}
