import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import Logging
import MessagePack
import Synchronization
import Testing

@testable import BrineMaster
@testable import BrineTransport

/// A coordinator with a store in memory, a probe for a bus and a clock that stands until it is set.
struct MasterBench: Sendable {
    let store: GatedStore
    let bus: BusProbe
    let roster: Roster
    let clock: ManualClock
    let accepted: AcceptedList
    let events: EventBus
    let coordinator: JobCoordinator

    /// A bench whose accepted minions are `a`, `b`, `c` and so on, with the numbers 1, 2, 3 and so on.
    init(
        minions: Int = 3,
        store: GatedStore = GatedStore(),
        wall: ManualClock? = nil,
        log: RecordingLog = RecordingLog()
    ) async throws {
        let (bus, clock, accepted) = (BusProbe(), ManualClock(), AcceptedList())
        let events = EventBus {
            bus.tell($0, $1)
            return true
        }
        let names = "abcdefghijklmnopqrstuvwxyz".prefix(minions).map { id(String($0)) }
        accepted.set(names)
        _ = try await store.numbers(of: names)
        let roster = try await Roster(store)
        coordinator = try await JobCoordinator(
            JobCoordinator.Parts(
                store: store,
                roster: roster,
                accepted: { accepted.ids },
                publisher: bus,
                notify: { bus.tell($0, $1) },
                events: events,
                now: { clock.now },
                wallClock: { (wall ?? clock).now },
                storePatience: .milliseconds(1),
                logger: log.logger
            )
        )
        (self.store, self.bus, self.roster, self.clock, self.accepted) = (store, bus, roster, clock, accepted)
        self.events = events
    }

    /// A minion listens; its welcome and what is delivered to it are taken from the bus.
    func connect(_ names: String...) async {
        for name in names {
            guard let number = roster.number(of: id(name)) else { continue }
            await coordinator.note([.subscribed(id(name), number)])
        }
        _ = bus.all()
    }

    /// Publishes `test.ping` and takes what that brings from the bus.
    func publish(
        _ target: Target = .glob("*"),
        watch: Bool = false,
        by peer: RouterLink.Peer = peer(1)
    )
        async throws -> JobID
    {
        try await coordinator.publish(request(target, watch: watch), for: peer)
        let entries = bus.all()
        let answer = try #require(entries.first { $0.kind == .publishAnswer })
        return try PublishAnswer(packet: answer.packet).jid
    }

    /// A minion's return of a job arrives.
    func returned(_ jid: JobID, from name: String, as claimed: String? = nil, value: Value = true) async {
        await coordinator.receive([received(returnPacket(jid, from: claimed ?? name, value: value), from: name)])
    }

    /// The jids that the next packet acknowledges, and whom it goes to.
    func acknowledged() async throws -> (MinionNumber, [JobID]) {
        guard case .sent(let minion, let packet) = await bus.next() else { throw NotThat() }
        return (minion, try AcknowledgementMessage(packet: packet).jids)
    }

    /// The next packet as news for a command.
    func news() async throws -> JobNews {
        guard case .told(_, let packet) = await bus.next() else { throw NotThat() }
        return try JobNews(packet: packet)
    }
}

/// Another kind of packet came.
struct NotThat: Error {}

/// A clock that stands until it is set.
final class ManualClock: Sendable {
    private let moment = Mutex(at(0))

    var now: Timestamp { moment.withLock { $0 } }

    func set(_ second: Double) { moment.withLock { $0 = at(second) } }
}

/// The accepted minions.
final class AcceptedList: Sendable {
    private let list = Mutex<[MinionID]>([])

    var ids: [MinionID] { list.withLock { $0 } }

    func set(_ ids: [MinionID]) { list.withLock { $0 = ids } }
}

/// A command's connection.
func peer(_ number: UInt8) -> RouterLink.Peer {
    RouterLink.Peer(identity: [number])
}

/// A request to publish `test.ping`.
func request(_ target: Target, tag: UInt64 = 7, watch: Bool = false) -> PublishRequest {
    PublishRequest(
        tag: tag,
        target: target,
        calls: Calls(FunctionName(module: "test", function: "ping")),
        user: "root",
        watch: watch
    )
}

/// The packet of a minion's return.
func returnPacket(_ jid: JobID, from name: String, value: Value = true) -> [UInt8] {
    ReturnMessage(
        id: id(name),
        JobReturn(
            jid: jid,
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "root",
            value: value
        )
    )
    .packet
}

/// A packet that came through a minion's connection.
func received(_ packet: [UInt8], from name: String) -> ReturnLink.Received {
    ReturnLink.Received(sender: id(name), packet: packet)
}
