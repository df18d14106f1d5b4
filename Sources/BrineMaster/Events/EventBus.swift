internal import BrineCore
internal import BrineTransport
internal import BrineWire
internal import Synchronization

/// Tells what happens in the master to the commands that listen.
///
/// Safe to use from any task; never waits. What is announced while nobody listens for it costs a look.
final class EventBus: Sendable {
    private let board = Mutex(EventBoard())
    private let now: @Sendable () -> Timestamp
    private let send: @Sendable (RouterLink.Peer, [UInt8]) -> Bool

    /// A bus that sends packets to commands by a function, which answers false where there is no room.
    ///
    /// What waits on it goes by a clock that nobody sets.
    init(
        now: @escaping @Sendable () -> Timestamp = { SteadyClock.now() },
        send: @escaping @Sendable (RouterLink.Peer, [UInt8]) -> Bool
    ) {
        self.now = now
        self.send = send
    }

    /// Whether anybody listens: where nobody does, what it takes to make an event need not be gathered.
    var isHeard: Bool { board.withLock(\.isHeard) }

    /// Announces an event, whose data is made only where somebody listens for its tag, with the moment that is told of it.
    func announce(_ event: MasterEvent, at moment: Timestamp) {
        guard isHeard else { return }
        let tag = event.tag
        guard board.withLock({ $0.hears(tag) }), let data = event.data else { return }
        let entry = EventNews.Entry(Event(tag: tag, data: data, stamp: moment))
        board.withLock { $0.announce(entry, at: now(), post) }
    }

    /// A command asks for events.
    ///
    /// - Returns: false where too many listen already.
    func ask(_ request: EventRequest, by peer: RouterLink.Peer) -> Bool {
        board.withLock { $0.ask(request, by: peer, at: now(), post) }
    }

    /// A command is gone.
    func forget(_ peer: RouterLink.Peer) {
        board.withLock { $0.forget(peer) }
    }

    /// Time has passed; to be called about once a second.
    func tick() {
        board.withLock { $0.tick(at: now(), post) }
    }

    private func post(_ peer: RouterLink.Peer, _ news: EventNews) -> Bool {
        send(peer, news.packet)
    }
}
