internal import Glibc
internal import ZeroMQ

/// A ROUTER of the master and the thread that owns it: requests come with the name of their connection, answers go there.
///
/// Two of these exist: the enrolment socket, where strangers speak, and the local control socket, which only the master's
/// own user can reach.
public struct RouterLink: Sendable {
    /// One connection of a ROUTER, as libzmq names it.
    public struct Peer: Sendable, Hashable {
        let identity: [UInt8]
    }

    /// What comes in.
    public enum Event: Sendable {
        /// A packet, and where its answer goes.
        case received(Peer, [UInt8])
        /// What was sent could not be delivered: the peer is gone, or does not read what it is sent.
        case lost(Peer)
    }

    private let mailbox: Mailbox<(Peer, [UInt8])>
    private let thread: BusThread

    /// Binds the enrolment socket, open to anyone, and starts its thread.
    ///
    /// - Throws: What libzmq says where the endpoint cannot be bound.
    public static func enrolment(_ context: BusContext, endpoint: String, events: Inbox<Event>) throws -> RouterLink {
        try RouterLink("enrolment", context, events: events) { socket in
            try socket.set(.maximumMessageSize, SocketPolicy.longestEnrolment)
            try socket.set(.backlog, SocketPolicy.backlog)
            try socket.set(.handshakeInterval, SocketPolicy.masterHandshake)
            try socket.keepAlive()
            try socket.bind(endpoint)
        }
    }

    /// Binds the local control socket and starts its thread.
    ///
    /// Who may reach it is a matter of its folder's permissions.
    ///
    /// - Parameters:
    ///   - context: The process's context.
    ///   - path: The socket's path; the folder is made (0700) where it is missing.
    ///   - events: Where the requests go, in order.
    /// - Returns: the link, bound.
    /// - Throws: What libzmq or the system says where the socket cannot be made.
    public static func control(_ context: BusContext, path: String, events: Inbox<Event>) throws -> RouterLink {
        try LocalSocket.check(path)
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        try KeyFile.makeFolder(folder, mode: 0o700)
        return try RouterLink("control", context, events: events) { socket in
            try socket.set(.maximumMessageSize, SocketPolicy.longestRequest)
            try socket.set(.sendHighWaterMark, SocketPolicy.commandBacklog)
            // The folder may be another's work and open to all: the socket itself is its owner's alone from its first moment.
            let mask = umask(0o177)
            defer { umask(mask) }
            try socket.bind("ipc://\(path)")
        }
    }

    private init(
        _ name: String,
        _ context: BusContext,
        events: Inbox<Event>,
        open: @escaping @Sendable (Socket) throws -> Void
    ) throws {
        let mailbox = try Mailbox<(Peer, [UInt8])>(limit: SocketPolicy.routerMailbox)
        self.mailbox = mailbox
        thread = try context.thread(name) { ready in
            let socket = try Socket(.router, in: context.context)
            // Tells of a peer that is gone instead of dropping what is meant for it.
            try socket.set(.routerMandatory, true)
            try socket.set(.linger, .milliseconds(200))
            try open(socket)
            ready()
            try Self.run(socket, mailbox: mailbox, events: events)
        }
    }

    /// Sends a packet to a connection; false where the queue to the socket is full.
    @discardableResult
    public func send(_ packet: [UInt8], to peer: Peer) -> Bool {
        mailbox.post((peer, packet))
    }

    /// Ends the thread once all that was posted is handed to libzmq.
    public func stop() {
        mailbox.close()
        thread.join()
    }

    private static func run(
        _ socket: Socket,
        mailbox: Mailbox<(Peer, [UInt8])>,
        events: Inbox<Event>
    ) throws {
        var poller = Poller()
        let requests = poller.add(socket, events: .readable)
        let answers = poller.add(descriptor: mailbox.wakeUp.descriptor, events: .readable)
        let room = poller.add(descriptor: events.roomWakeUp.descriptor, events: .readable)
        while true {
            poller.setEvents(requests, events.hasRoom ? .readable : [])
            try poller.wait(nil)
            if poller.ready(room).contains(.readable) { events.roomWakeUp.clear() }
            if poller.ready(answers).contains(.readable) {
                let closed = mailbox.isClosed
                var lost: Set<Peer> = []
                for (peer, packet) in mailbox.takeAll() where !lost.contains(peer) {
                    if try socket.send(parts: [peer.identity, packet]) != .sent { lost.insert(peer) }
                }
                if !lost.isEmpty { events.put(lost.map { .lost($0) }) }
                if closed { return }
            }
            guard poller.ready(requests).contains(.readable) else { continue }
            var batch: [Event] = []
            while batch.count < SocketPolicy.receiveBatch, let parts = try socket.receiveParts() {
                // A request is one part behind its connection's name; anything else is not from a peer of ours.
                guard parts.count == 2 else { continue }
                batch.append(.received(Peer(identity: parts[0].array()), parts[1].array()))
            }
            if !batch.isEmpty { events.put(batch) }
        }
    }
}
