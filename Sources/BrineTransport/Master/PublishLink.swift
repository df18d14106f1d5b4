public import BrineCore
internal import Glibc
internal import ZeroMQ

/// The master's publish socket: an XPUB in manual mode and the thread that owns it, which does nothing else.
///
/// In manual mode each subscription comes here first, with the name of its sender. The pipe is subscribed to the broadcast
/// topic and to that minion's own topic, whatever was asked for: no minion hears another's commands. A subscription is also
/// the moment from which the master knows that the minion listens.
public struct PublishLink: Sendable {
    /// What the publish socket tells of its peers.
    public enum Event: Sendable, Hashable {
        /// The minion listens from now on.
        case subscribed(MinionID, MinionNumber)
        /// One of the minion's connections has ended.
        case unsubscribed(MinionNumber)
        /// A minion asked for what is not its own; its pipe hears nothing.
        case refused(MinionID, reason: String)
    }

    private enum Order: Sendable {
        case broadcast([UInt8])
        case send(MinionNumber, [UInt8])
        case cut(MinionNumber)
    }

    private let mailbox: Mailbox<Order>
    private let thread: BusThread

    /// Binds the socket and starts its thread.
    ///
    /// - Parameters:
    ///   - context: The process's context.
    ///   - endpoint: Where to bind, as in `tcp://0.0.0.0:4505`.
    ///   - keys: The master's own keys.
    ///   - number: The number of an accepted minion, or nil for one that has none; called on the socket's thread.
    ///   - events: Where the peers' doings go, in order.
    /// - Throws: What libzmq says where the endpoint cannot be bound.
    public init(
        _ context: BusContext,
        endpoint: String,
        keys: OwnKeys,
        number: @escaping @Sendable (MinionID) -> MinionNumber?,
        events: Inbox<Event>
    ) throws {
        let mailbox = try Mailbox<Order>(limit: SocketPolicy.publishMailbox)
        self.mailbox = mailbox
        thread = try context.thread("publish") { ready in
            let socket = try Self.open(context, endpoint, keys)
            ready()
            try Self.run(socket, mailbox: mailbox, number: number, events: events)
        }
    }

    /// Publishes a packet to every minion that listens; false where the queue to the socket is full.
    @discardableResult
    public func broadcast(_ packet: [UInt8]) -> Bool {
        mailbox.post(.broadcast(packet))
    }

    /// Publishes a packet to some minions, each on its own topic; false where the queue to the socket is full.
    @discardableResult
    public func send(_ packet: [UInt8], to minions: some Collection<MinionNumber>) -> Bool {
        mailbox.post(contentsOf: minions.lazy.map { .send($0, packet) })
    }

    /// Publishes each minion its own packet; false where the queue to the socket is full.
    @discardableResult
    public func send(_ packets: some Collection<(MinionNumber, [UInt8])>) -> Bool {
        mailbox.post(contentsOf: packets.lazy.map { .send($0.0, $0.1) })
    }

    /// Ends a minion's connections at once; its key decides whether it comes back.
    public func cut(_ minion: MinionNumber) {
        mailbox.post(.cut(minion))
    }

    /// Ends the thread once all that was posted is handed to libzmq.
    ///
    /// The socket is left to the end of the process: closing it makes libzmq walk all topics for each connection.
    public func stop() {
        mailbox.close()
        thread.join()
    }

    private static func open(_ context: BusContext, _ endpoint: String, _ keys: OwnKeys) throws -> Socket {
        let socket = try Socket(.xpub, in: context.context)
        try socket.set(.xpubManual, true)
        // No mark: at one, libzmq drops commands silently. The bound before it is the mailbox's, and redelivery mends the rest.
        try socket.set(.sendHighWaterMark, 0)
        try socket.set(.receiveHighWaterMark, 0)
        try socket.set(.maximumMessageSize, SocketPolicy.longestSubscription)
        try socket.beMasterServer(keys)
        try socket.bind(endpoint)
        return socket
    }

    private static func run(
        _ socket: Socket,
        mailbox: Mailbox<Order>,
        number: (MinionID) -> MinionNumber?,
        events: Inbox<Event>
    ) throws {
        var poller = Poller()
        let subscriptions = poller.add(socket, events: .readable)
        let orders = poller.add(descriptor: mailbox.wakeUp.descriptor, events: .readable)
        var book = SubscriptionBook()
        while true {
            try poller.wait(nil)
            if poller.ready(orders).contains(.readable) {
                let closed = mailbox.isClosed
                for order in mailbox.takeAll() {
                    if case .cut(let number) = order {
                        book.cut(number)
                    } else {
                        try publish(order, on: socket)
                    }
                }
                if closed {
                    socket.abandon()
                    return
                }
            }
            if poller.ready(subscriptions).contains(.readable) {
                events.put(try takeSubscriptions(of: socket, number, &book))
            }
        }
    }

    private static func publish(_ order: Order, on socket: Socket) throws {
        switch order {
        case .broadcast(let packet):
            _ = try socket.send(Topic.broadcast, more: true)
            _ = try socket.send(packet)
        case .send(let number, let packet):
            _ = try socket.send(Topic.own(number), more: true)
            _ = try socket.send(packet)
        case .cut: break
        }
    }

    /// Takes the requests that wait, all of them: see `recover` for why none may be left for later.
    private static func takeSubscriptions(
        of socket: Socket,
        _ number: (MinionID) -> MinionNumber?,
        _ book: inout SubscriptionBook
    ) throws -> [Event] {
        var events: [Event] = []
        while let message = try socket.receive() {
            let bytes = message.array()
            guard let first = bytes.first, first <= 1 else {
                try recover(message, from: socket, number, &events, &book)
                break
            }
            let asked = Topic.number(of: bytes.dropFirst())
            if first == 0 {
                noteEnd(of: asked, in: message, number, &events, &book)
                continue
            }
            guard let id = sender(of: message) else { continue }
            guard let own = number(id), own == asked else {
                if let asked { book.refused(asked) }
                events.append(.refused(id, reason: "asked for a topic that is not its own"))
                continue
            }
            // Both apply to the pipe that this subscription came from.
            try socket.set(.subscribe, Topic.broadcast)
            try socket.set(.subscribe, Topic.own(own))
            book.granted(own, message.sourceDescriptor)
            events.append(.subscribed(id, own))
        }
        return events
    }

    /// Notes that a topic is given up.
    ///
    /// libzmq names nobody where a connection has ended. Who is named says so in so many words, and may for itself alone:
    /// otherwise a minion could make another one seem gone.
    private static func noteEnd(
        of topic: MinionNumber?,
        in message: Message,
        _ number: (MinionID) -> MinionNumber?,
        _ events: inout [Event],
        _ book: inout SubscriptionBook
    ) {
        if let id = sender(of: message), number(id) != topic {
            if let topic { book.withdrawn(topic) }
            events.append(.refused(id, reason: "gave up a topic that is not its own"))
        } else if let topic, book.isEndOfGranted(topic) {
            events.append(.unsubscribed(topic))
        }
    }

    /// The minion whose key opened the connection that a message came through; nil where it came through none.
    private static func sender(of message: Message) -> MinionID? {
        message.property("User-Id").flatMap { MinionID($0) }
    }

    /// Gets over a frame that is no subscription.
    ///
    /// libzmq 4.3.4 loses count at such a frame: a topic set for any request that waits behind it would go to the wrong
    /// pipe, and a minion hear another's commands. So none of those is granted: they are read to the end, after which
    /// libzmq counts right again, and their connections are cut. Their owners come back and ask anew.
    private static func recover(
        _ offender: Message,
        from socket: Socket,
        _ number: (MinionID) -> MinionNumber?,
        _ events: inout [Event],
        _ book: inout SubscriptionBook
    ) throws {
        if let id = sender(of: offender) {
            events.append(.refused(id, reason: "sent something other than a subscription to the publish socket"))
        }
        var descriptors = [offender.sourceDescriptor]
        while let message = try socket.receive() {
            let bytes = message.array()
            let topic = Topic.number(of: bytes.dropFirst())
            if bytes.first == 1, let topic { book.refused(topic) }
            if bytes.first == 0 { noteEnd(of: topic, in: message, number, &events, &book) }
            descriptors.append(message.sourceDescriptor)
        }
        for descriptor in descriptors.compactMap(\.self) { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}
