internal import BrineCore
internal import BrineTransport
internal import BrineWire

/// The events that not every listener has been told yet, in one row for all of them, and how far each has come.
///
/// A plain value with no clock and no I/O. A listener gets one message for each that it asks for: one that reads slowly
/// falls behind in the row, and where the row is too long, its oldest events are dropped and counted for whoever has not
/// had them. So memory has a bound whatever listeners do, and nobody waits for one.
struct EventBoard: Sendable {
    /// Sends a message to a listener; false where there is no room for it now.
    typealias Send = (RouterLink.Peer, EventNews) -> Bool

    /// How many may listen at once.
    static let listenerLimit = 100
    /// How many events are kept for those that have not had them.
    static let limit = 10_000
    /// How many bytes of events are kept for them.
    static let byteLimit = 64 * 1_024 * 1_024
    /// From how many bytes on no further event goes into one message.
    static let newsBytes = 1_024 * 1_024
    /// After how long without a message a listener is sent a sign of life, by which one that is gone is found.
    static let silence = Duration.seconds(30)

    private struct Listener: Sendable {
        var match: String
        var glob: Glob
        /// The tag of its last request.
        var tag: UInt64
        /// Whether it waits for a message.
        var isReady = false
        /// The place in the row of the first event that it has not had.
        var next: Int
        /// How many events that fit were dropped before it could be told.
        var missed: UInt64 = 0
        /// When it was last sent something.
        var lastSent: Timestamp
    }

    private var listeners: [RouterLink.Peer: Listener] = [:]
    /// The row: by place, since it is taken from the front and put to the back.
    private var events: [Int: EventNews.Entry] = [:]
    private var first = 0
    private var end = 0
    private var bytes = 0

    /// Whether anybody listens.
    var isHeard: Bool { !listeners.isEmpty }

    /// How many events wait for somebody.
    var count: Int { end - first }

    /// Whether anybody listens for a tag.
    func hears(_ tag: EventTag) -> Bool {
        listeners.values.contains { $0.glob.matches(tag.description) }
    }

    // MARK: Listeners

    /// A peer asks for events: it listens from now on where it did not, and gets its next message.
    ///
    /// - Returns: false where too many listen already.
    mutating func ask(_ request: EventRequest, by peer: RouterLink.Peer, at now: Timestamp, _ send: Send) -> Bool {
        defer { trim() }
        if listeners[peer]?.match == request.match {
            listeners[peer]?.tag = request.tag
            listeners[peer]?.isReady = true
            tell(peer, at: now, send)
            return true
        }
        guard listeners[peer] != nil || listeners.count < Self.listenerLimit else { return false }
        listeners[peer] = Listener(
            match: request.match,
            glob: Glob(request.match),
            tag: request.tag,
            next: end,
            lastSent: now
        )
        // Where there is no room the listener asks again, or is sent a sign of life and does then.
        _ = send(peer, EventNews(tag: request.tag, events: [], begins: true))
        return true
    }

    /// A peer is gone.
    mutating func forget(_ peer: RouterLink.Peer) {
        guard listeners.removeValue(forKey: peer) != nil else { return }
        trim()
    }

    // MARK: Events

    /// Puts an event at the end of the row and tells it whoever waits for one.
    ///
    /// Linear in the number of listeners.
    mutating func announce(_ event: EventNews.Entry, at now: Timestamp, _ send: Send) {
        guard isHeard else { return }
        events[end] = event
        end += 1
        bytes += Self.weight(event)
        for peer in listeners.keys { tell(peer, at: now, send) }
        trim()
        while count > Self.limit || bytes > Self.byteLimit { dropOldest() }
    }

    /// Time has passed: sends what had no room, and a sign of life to whoever has heard nothing for long.
    mutating func tick(at now: Timestamp, _ send: Send) {
        for peer in listeners.keys {
            tell(peer, at: now, send)
            guard let listener = listeners[peer], now - listener.lastSent >= Self.silence else { continue }
            listeners[peer]?.lastSent = now
            _ = send(peer, EventNews(tag: listener.tag, events: []))
        }
        trim()
    }

    // MARK: Inside

    /// Sends a listener that waits what it has not had, as far as one message takes.
    private mutating func tell(_ peer: RouterLink.Peer, at now: Timestamp, _ send: Send) {
        guard var listener = listeners[peer], listener.isReady else { return }
        var news = EventNews(tag: listener.tag, events: [], missed: listener.missed)
        var size = 0
        while listener.next < end, size < Self.newsBytes {
            defer { listener.next += 1 }
            guard let event = events[listener.next], listener.glob.matches(event.tag) else { continue }
            news.events.append(event)
            size += Self.weight(event)
        }
        if !news.events.isEmpty || news.missed > 0 {
            guard send(peer, news) else { return }
            (listener.isReady, listener.missed, listener.lastSent) = (false, 0, now)
        }
        listeners[peer] = listener
    }

    /// Removes from the front what all have had.
    private mutating func trim() {
        let needed = listeners.values.map(\.next).min() ?? end
        while first < needed { removeFirst() }
    }

    private mutating func dropOldest() {
        for (peer, listener) in listeners where listener.next == first {
            listeners[peer]?.next = first + 1
            guard let event = events[first], listener.glob.matches(event.tag) else { continue }
            listeners[peer]?.missed += 1
        }
        removeFirst()
    }

    private mutating func removeFirst() {
        if let event = events.removeValue(forKey: first) { bytes -= Self.weight(event) }
        first += 1
    }

    private static func weight(_ event: EventNews.Entry) -> Int {
        200 + event.tag.utf8.count + event.packedData.count
    }
}
