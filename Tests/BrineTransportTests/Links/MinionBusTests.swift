import BrineCore
import Testing

@testable import BrineTransport

@Suite(.serialized) struct `Minions on the bus` {
    private let folder: KeyFolder
    private let bench: BusBench

    init() throws {
        folder = try KeyFolder()
        bench = try BusBench(folder)
    }

    private func number(_ number: Int) throws -> MinionNumber { try #require(MinionNumber(number)) }

    private func subscribed(_ name: String, _ number: Int) throws -> PublishLink.Event {
        .subscribed(try minion(name), try self.number(number))
    }

    private func isRefused(_ name: String) throws -> @Sendable ([PublishLink.Event]) -> Bool {
        let id = try minion(name)
        return { events in
            events.contains { if case .refused(id, _) = $0 { true } else { false } }
        }
    }

    @Test func `hear what is for all and what is their own, and are known by their key`() async throws {
        let (webKeys, dbKeys) = (try bench.keys(of: "web", number: 7), try bench.keys(of: "db", number: 8))
        let web = try bench.connect(webKeys, askingFor: 7)
        let db = try bench.connect(dbKeys, askingFor: 8)
        for event in [try subscribed("web", 7), try subscribed("db", 8)] {
            try await bench.publishEvents.wait(for: event)
        }

        #expect(bench.publish.send([1], to: [try number(7)]))
        #expect(bench.publish.send([(try number(8), [2])]))
        #expect(bench.publish.broadcast([3]))
        for minion in [web, db] { try await minion.events.wait(for: .published([3], onOwnTopic: false)) }
        #expect(web.heard == [[1], [3]])
        #expect(db.heard == [[2], [3]])
        #expect(web.events.items.contains(.published([1], onOwnTopic: true)))

        web.push([10, 11])
        try await bench.received.wait(for: ReturnLink.Received(sender: try minion("web"), packet: [10, 11]))
        db.push([])
        try await bench.received.wait(for: ReturnLink.Received(sender: try minion("db"), packet: []))

        web.stop()
        try await bench.publishEvents.wait(for: .unsubscribed(try number(7)))
        db.stop()
        bench.stop()
    }

    @Test func `send a return of the longest length, sealed, over a connection that stays`() async throws {
        let web = try bench.connect(try bench.keys(of: "web", number: 7), askingFor: 7)
        try await bench.publishEvents.wait(for: try subscribed("web", 7))
        // The bound of a minion's returns (`ReturnMessage.longestPacket`), which this target cannot import.
        let longest = [UInt8](repeating: 7, count: 32 * 1_024 * 1_024)
        web.push(longest)
        web.push([1])
        try await bench.received.wait { $0.contains { $0.packet == [1] } }
        #expect(bench.received.items.map(\.packet.count) == [longest.count, 1])
        web.stop()
        bench.stop()
    }

    @Test func `are not let in without an accepted key, and are as soon as it is`() async throws {
        let keys = try bench.keys(of: "web")
        let web = try bench.connect(keys, askingFor: 7)
        try await bench.refusals.wait { $0.contains { $0.hasSuffix("is not accepted") } }
        try await web.events.wait { $0.contains { if case .disconnected = $0 { true } else { false } } }
        #expect(bench.publishEvents.items == [])

        _ = try bench.keys(of: "web", number: 7)
        try bench.connect(web, keys, askingFor: 7)
        try await bench.publishEvents.wait(for: try subscribed("web", 7))
        web.stop()
        bench.stop()
    }

    @Test func `cannot be had by a master with another key`() async throws {
        let keys = try bench.keys(of: "web", number: 7)
        let web = try BusMinion()
        let (publish, returns) = (bench.publishEndpoint, bench.returnEndpoint)
        let (seven, other) = (try number(7), try bench.keys(of: "other").publicKey)
        web.order { try $0.open(publish: publish, returns: returns, number: seven, keys: keys, master: other) }
        try await web.events.wait { $0.contains { if case .disconnected = $0 { true } else { false } } }
        #expect(bench.publishEvents.items == [])
        web.stop()
        bench.stop()
    }

    @Test func `who asks for another's topic hears nothing of it and is reported`() async throws {
        let keys = try bench.keys(of: "spy", number: 8)
        let victim = try bench.connect(try bench.keys(of: "web", number: 7), askingFor: 7)
        try await bench.publishEvents.wait(for: try subscribed("web", 7))
        let spy = try RawSubscriber(
            bench.publishEndpoint,
            keys,
            bench.master.publicKey,
            sending: [[1] + Topic.own(try number(7)), [1] + Topic.broadcast, [1]]
        )
        try await bench.publishEvents.wait(until: try isRefused("spy"))
        bench.publish.send([1], to: [try number(7)])
        bench.publish.broadcast([2])
        try await victim.events.wait(for: .published([2], onOwnTopic: false))

        // The messages of one connection keep their order: had it been sent the others, they would come before this one.
        spy.send([1] + Topic.own(try number(8)))
        try await bench.publishEvents.wait(for: try subscribed("spy", 8))
        bench.publish.send([3], to: [try number(8)])
        try await spy.heard.wait { !$0.isEmpty }
        #expect(spy.heard.items == [[Topic.own(try number(8)), [3]]])
        #expect(victim.heard == [[1], [2]])

        spy.stop()
        victim.stop()
        try await bench.publishEvents.wait { $0.contains { if case .unsubscribed = $0 { true } else { false } } }
        bench.stop()
    }

    @Test func `who leaves another's topic makes nobody seem gone, and is reported`() async throws {
        let seven = try number(7)
        let keys = try bench.keys(of: "liar", number: 8)
        let victim = try bench.connect(try bench.keys(of: "web", number: 7), askingFor: 7)
        try await bench.publishEvents.wait(for: try subscribed("web", 7))
        let liar = try RawSubscriber(
            bench.publishEndpoint,
            keys,
            bench.master.publicKey,
            sending: [[1] + Topic.own(seven)]
        )
        liar.send([0] + Topic.own(seven))
        liar.send([1] + Topic.own(try number(8)))
        try await bench.publishEvents.wait(for: try subscribed("liar", 8))
        let id = try minion("liar")
        #expect(
            bench.publishEvents.items.dropFirst().dropLast() == [
                .refused(id, reason: "asked for a topic that is not its own"),
                .refused(id, reason: "gave up a topic that is not its own"),
            ]
        )
        liar.stop()
        victim.stop()
        bench.stop()
    }
}
