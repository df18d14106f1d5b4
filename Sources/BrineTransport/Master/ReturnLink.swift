public import BrineCore
internal import ZeroMQ

/// The master's return socket: a PULL and the thread that owns it.
///
/// Each packet is handed on with the name of the connection it came through. When the master cannot keep up, the thread
/// stops reading, and libzmq and TCP hold the minions back, who keep their returns on disk.
public struct ReturnLink: Sendable {
    /// A packet with the name of who sent it.
    public struct Received: Sendable, Hashable {
        /// The minion whose key opened the connection.
        public var sender: MinionID
        /// The packet as it came.
        public var packet: [UInt8]
    }

    private let mailbox: Mailbox<Never>
    private let thread: BusThread

    /// Binds the socket and starts its thread.
    ///
    /// - Parameters:
    ///   - context: The process's context.
    ///   - endpoint: Where to bind, as in `tcp://0.0.0.0:4506`.
    ///   - keys: The master's own keys.
    ///   - received: Where the packets go, in order.
    /// - Throws: What libzmq says where the endpoint cannot be bound.
    public init(_ context: BusContext, endpoint: String, keys: OwnKeys, received: Inbox<Received>) throws {
        let mailbox = try Mailbox<Never>(limit: 0)
        self.mailbox = mailbox
        thread = try BusThread("return") { ready in
            let socket = try Socket(.pull, in: context.context)
            try socket.set(.maximumMessageSize, SocketPolicy.longestReturn)
            try socket.beMasterServer(keys)
            try socket.bind(endpoint)
            ready()
            try Self.run(socket, mailbox: mailbox, received: received)
        }
    }

    /// Ends the thread.
    public func stop() {
        mailbox.close()
        thread.join()
    }

    private static func run(_ socket: Socket, mailbox: Mailbox<Never>, received: Inbox<Received>) throws {
        var poller = Poller()
        let packets = poller.add(socket, events: .readable)
        let room = poller.add(descriptor: received.roomWakeUp.descriptor, events: .readable)
        _ = poller.add(descriptor: mailbox.wakeUp.descriptor, events: .readable)
        while true {
            poller.setEvents(packets, received.hasRoom ? .readable : [])
            try poller.wait(nil)
            if poller.ready(room).contains(.readable) { received.roomWakeUp.clear() }
            if mailbox.isClosed {
                socket.abandon()
                return
            }
            guard poller.ready(packets).contains(.readable) else { continue }
            var batch: [Received] = []
            while batch.count < SocketPolicy.receiveBatch, let message = try socket.receive() {
                // The handler named the connection; one without a name cannot be, since the domain is enforced.
                guard let sender = message.property("User-Id").flatMap({ MinionID($0) }) else { continue }
                batch.append(Received(sender: sender, packet: message.array()))
            }
            received.put(batch)
        }
    }
}
