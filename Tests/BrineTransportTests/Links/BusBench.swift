import BrineCore
import BrineTesting
import Synchronization
import Testing
import ZeroMQ

@testable import BrineTransport

/// A master's publish and return sockets on the loopback interface, with its handler of keys.
final class BusBench: Sendable {
    let publish: PublishLink
    let publishEvents = EventLog<PublishLink.Event>()
    let received = EventLog<ReturnLink.Received>()
    let refusals = EventLog<String>()
    let master: OwnKeys
    let publishEndpoint: String
    let returnEndpoint: String

    /// Where the publish socket's thread can be held up.
    let gate = Gate()

    private let path: String
    private let folders: MasterKeyFolders
    private let accepted: AcceptedKeys
    private let numbers = NumberTable()
    private let returns: ReturnLink
    private let zap: ZapHandler

    init(_ folder: KeyFolder) throws {
        path = folder.path
        folders = MasterKeyFolders("\(folder.path)/pki")
        try folders.make()
        master = try OwnKeys(named: "master", in: folders.folder)
        let ports = FreePorts.take(2)
        (publishEndpoint, returnEndpoint) = ("tcp://127.0.0.1:\(ports[0])", "tcp://127.0.0.1:\(ports[1])")
        let publishInbox = try Inbox<PublishLink.Event>(limit: 1_000)
        let returnInbox = try Inbox<ReturnLink.Received>(limit: 1_000)
        let context = try BusContext()
        let (refusals, numbers, gate) = (refusals, numbers, gate)
        accepted = AcceptedKeys(folders)
        zap = try ZapHandler(context, accepted: accepted) { refusals.append([$0]) }
        publish = try PublishLink(
            context,
            endpoint: publishEndpoint,
            keys: master,
            number: {
                gate.pass($0)
                return numbers.number(of: $0)
            },
            events: publishInbox
        )
        returns = try ReturnLink(
            context,
            endpoint: returnEndpoint,
            keys: master,
            accepted: accepted,
            received: returnInbox
        )
        let (publishEvents, received) = (publishEvents, received)
        Task { while let events = await publishInbox.next() { publishEvents.append(events) } }
        Task { while let packets = await returnInbox.next() { received.append(packets) } }
    }

    /// The keys of a minion; those of an accepted one are known to the master, with a number.
    func keys(of name: String, number: Int? = nil) throws -> OwnKeys {
        let keys = try OwnKeys(named: "minion", in: "\(path)/\(name)")
        if let number {
            let id = try minion(name)
            numbers.set(try #require(MinionNumber(number)), of: id)
            try folders.put(keys.publicKey, of: id, .accepted)
            // As the master does when it answers a minion that it is accepted.
            accepted.learn(keys.publicKey, of: id)
        }
        return keys
    }

    /// A minion that connects with its keys and asks for the topic of a number.
    func connect(_ keys: OwnKeys, askingFor number: Int) throws -> BusMinion {
        let minion = try BusMinion()
        try connect(minion, keys, askingFor: number)
        return minion
    }

    /// Lets a minion connect, anew where it is connected.
    func connect(_ minion: BusMinion, _ keys: OwnKeys, askingFor number: Int) throws {
        let number = try #require(MinionNumber(number))
        let (publish, returns, master) = (publishEndpoint, returnEndpoint, master.publicKey)
        minion.order { try $0.open(publish: publish, returns: returns, number: number, keys: keys, master: master) }
    }

    /// Ends the threads; the sockets stay, as in the master.
    func stop() {
        returns.stop()
        publish.stop()
        zap.stop()
    }
}

/// Which number each minion has.
private final class NumberTable: Sendable {
    private let numbers = Mutex<[MinionID: MinionNumber]>([:])

    func number(of id: MinionID) -> MinionNumber? { numbers.withLock { $0[id] } }

    func set(_ number: MinionNumber, of id: MinionID) { numbers.withLock { $0[id] = number } }
}

/// Holds a thread up that asks about one minion, until it is opened.
final class Gate: Sendable {
    private struct State {
        var held: MinionID?
        var opening: WakeUp?
    }

    private let state = Mutex(State())
    /// Who was held up.
    let arrivals = EventLog<MinionID>()

    /// Holds up whoever asks about a minion from now on.
    func close(for id: MinionID) throws {
        let opening = try WakeUp()
        state.withLock { $0 = State(held: id, opening: opening) }
    }

    /// Lets it go on.
    func open() {
        state.withLock { $0.opening }?.signal()
    }

    func pass(_ id: MinionID) {
        guard let opening = state.withLock({ $0.held == id ? $0.opening : nil }) else { return }
        arrivals.append([id])
        var poller = Poller()
        _ = poller.add(descriptor: opening.descriptor, events: .readable)
        try? poller.wait(.seconds(60))
    }
}

/// A minion's end of the bus on a thread of its own.
final class BusMinion: Sendable {
    let events: EventLog<MinionLink.Event>
    private let orders: Mailbox<@Sendable (MinionLink) throws -> Void>
    private let thread: BusThread

    init() throws {
        let (events, orders) = (
            EventLog<MinionLink.Event>(), try Mailbox<@Sendable (MinionLink) throws -> Void>(limit: 1_000)
        )
        (self.events, self.orders) = (events, orders)
        thread = try BusThread("test-minion") { ready in
            let link = try MinionLink()
            link.watch(orders.wakeUp.descriptor)
            ready()
            while !orders.isClosed {
                let came = try link.wait(nil)
                for order in orders.takeAll() { try order(link) }
                events.append(came.filter { $0 != .readable(orders.wakeUp.descriptor) })
            }
        }
    }

    /// Has its thread do something.
    func order(_ order: @escaping @Sendable (MinionLink) throws -> Void) {
        orders.post(order)
    }

    /// Pushes packets to the master until it takes one.
    func push(_ packet: [UInt8]) {
        order { [weak self] link in
            if try !link.push(packet) { self?.push(packet) }
        }
    }

    /// The packets it heard.
    var heard: [[UInt8]] {
        events.items.compactMap { if case .published(let packet, _) = $0 { packet } else { nil } }
    }

    /// Ends it, as when the process is killed.
    func stop() {
        orders.close()
        thread.join()
    }
}
