import BrineCore
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

/// A command that listens for a bench's events and reads at once.
struct EventEar {
    private let bench: MasterBench
    private let match: String
    private var heard: [EventNews.Entry] = []

    /// Listens from now on.
    init(_ bench: MasterBench, _ match: String = "*") {
        self.bench = bench
        self.match = match
        for _ in 0..<2 { ask() }
        _ = bench.bus.all()
    }

    /// The next event, waiting for it; what else is sent is passed over.
    mutating func next() async throws -> (tag: String, data: Value) {
        while heard.isEmpty {
            let entry = await bench.bus.next()
            guard case .told(peer(9), let packet) = entry, entry.kind == .eventNews else { continue }
            heard += try EventNews(packet: packet).events
            ask()
        }
        let event = heard.removeFirst()
        return (event.tag, try event.data())
    }

    /// The tags of the events up to one that the test makes now.
    mutating func tagsSoFar() async throws -> [String] {
        bench.events.announce(.minionStarted(id("mark")), at: bench.clock.now)
        var tags: [String] = []
        while true {
            let tag = try await next().tag
            if tag == "salt/minion/mark/start" { return tags }
            tags.append(tag)
        }
    }

    private func ask() {
        _ = bench.events.ask(EventRequest(tag: 1, match: match), by: peer(9))
    }
}
