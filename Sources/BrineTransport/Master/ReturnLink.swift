public import BrineCore
internal import Glibc
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
    ///   - accepted: The minions whose packets are taken; a connection of another one is cut.
    ///   - received: Where the packets go, in order.
    /// - Throws: What libzmq says where the endpoint cannot be bound.
    public init(
        _ context: BusContext,
        endpoint: String,
        keys: OwnKeys,
        accepted: AcceptedKeys,
        received: Inbox<Received>
    ) throws {
        let mailbox = try Mailbox<Never>(limit: 0)
        self.mailbox = mailbox
        thread = try context.thread("return") { ready in
            let socket = try Socket(.pull, in: context.context)
            try socket.set(.maximumMessageSize, SocketPolicy.longestReturn)
            try socket.set(.receiveHighWaterMark, SocketPolicy.returnBacklog)
            try socket.beMasterServer(keys)
            try socket.bind(endpoint)
            ready()
            try Self.run(socket, mailbox: mailbox, accepted: accepted, received: received)
        }
    }

    /// Ends the thread.
    public func stop() {
        mailbox.close()
        thread.join()
    }

    private static func run(
        _ socket: Socket,
        mailbox: Mailbox<Never>,
        accepted: AcceptedKeys,
        received: Inbox<Received>
    ) throws {
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
            received.put(try takeBatch(of: socket, accepted))
        }
    }

    private static func takeBatch(of socket: Socket, _ accepted: AcceptedKeys) throws -> [Received] {
        // Where the folder cannot be read now, a connection stays what it was at its handshake.
        let ids = try? accepted.snapshot(maximumAge: .milliseconds(500)).known
        var batch: [Received] = []
        var bytes = 0
        while batch.count < SocketPolicy.receiveBatch, bytes < SocketPolicy.receiveBatchBytes,
            let message = try socket.receive()
        {
            // The handler named the connection; one without a name cannot be, since the domain is enforced.
            guard let sender = message.property("User-Id").flatMap({ MinionID($0) }) else { continue }
            guard ids?.contains(sender) ?? true else {
                // Its key was accepted when it connected, and is not any more.
                if let descriptor = message.sourceDescriptor { shutdown(descriptor, Int32(SHUT_RDWR)) }
                continue
            }
            bytes += message.count
            batch.append(Received(sender: sender, packet: message.array()))
        }
        return batch
    }
}
