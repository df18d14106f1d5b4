import BrineCore
import Testing

@testable import BrineTransport

/// libzmq 4.3.4 loses count at a frame that is no subscription: the topics granted to those whose requests wait behind it
/// would go to the wrong connections.
@Suite struct `Garbage on the publish socket` {
    private let folder: KeyFolder
    private let bench: BusBench
    private let names = ["a", "b", "c"]
    private let keys: [String: OwnKeys]

    init() throws {
        folder = try KeyFolder()
        let bench = try BusBench(folder)
        self.bench = bench
        var keys: [String: OwnKeys] = [:]
        for (name, number) in [("a", 1), ("b", 2), ("c", 3), ("first", 4), ("last", 5), ("hostile", 9)] {
            keys[name] = try bench.keys(of: name, number: number)
        }
        self.keys = keys
    }

    private func subscriber(_ name: String, _ number: Int) throws -> RawSubscriber {
        try RawSubscriber(
            bench.publishEndpoint,
            try #require(keys[name]),
            bench.master.publicKey,
            sending: [[1] + Topic.own(try self.number(number))]
        )
    }

    private func number(_ number: Int) throws -> MinionNumber { try #require(MinionNumber(number)) }

    @Test func `lets nobody hear another's commands, and those behind it come back`() async throws {
        let hostile = try subscriber("hostile", 9)
        try await bench.publishEvents.wait(for: .subscribed(try minion("hostile"), try number(9)))

        // While the socket's thread is held up, the garbage and the requests behind it gather.
        try bench.gate.close(for: try minion("first"))
        let first = try subscriber("first", 4)
        try await bench.gate.arrivals.wait(for: try minion("first"))
        hostile.send(Array("no subscription".utf8))
        var others: [RawSubscriber] = []
        for (index, name) in names.enumerated() { others.append(try subscriber(name, index + 1)) }
        // The handshake of one more takes longer than the requests before it need to arrive.
        let last = try subscriber("last", 5)
        bench.gate.open()
        try await bench.publishEvents.wait(
            for: .refused(
                try minion("hostile"),
                reason: "sent something other than a subscription to the publish socket"
            )
        )

        // What is sent before they are back is lost; so there are rounds until all hear theirs.
        #expect(try await rounds(others))
        for (index, other) in others.enumerated() {
            let own = Topic.own(try number(index + 1))
            #expect(other.heard.items.allSatisfy { $0.first == own })
        }
        #expect(hostile.heard.items == [])
        #expect(first.heard.items == [])
        #expect(last.heard.items == [])
        for peer in others + [hostile, first, last] { peer.stop() }
        bench.stop()
    }

    /// Sends each its own packet, again and again until all have heard one of the same round.
    private func rounds(_ others: [RawSubscriber]) async throws -> Bool {
        for round: UInt8 in 1...20 {
            for index in others.indices { bench.publish.send([round], to: [try number(index + 1)]) }
            var missing = 0
            for other in others {
                do {
                    try await other.heard.wait(.seconds(1)) { $0.contains { $0.last == [round] } }
                } catch {
                    missing += 1
                }
            }
            if missing == 0 { return true }
        }
        return false
    }
}
