import BrineCore
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A worker's order` {
    private let order = WorkerOrder(
        command: command(1, to: .list([id("web")])),
        minion: id("web"),
        outboxFolder: "/var/cache/salt minion/outbox",
        outputLimit: 16_777_216,
        grains: ["os": "Debian", "num_cpus": 4, "roles": ["web", "db"]]
    )

    @Test func `gives back all its parts`() throws {
        #expect(try WorkerOrder(bytes: order.bytes) == order)
    }

    @Test func `cut off anywhere is damaged`() {
        for length in 0..<order.bytes.count {
            #expect(throws: (any Error).self) { try WorkerOrder(bytes: Array(order.bytes.prefix(length))) }
        }
    }

    @Test(arguments: ["jid", "fun", "arg", "id", "outbox", "output_limit"])
    func `without one of its fields is damaged`(name: String) throws {
        var map = try #require(try Value(messagePack: order.bytes).mapValue)
        map[name] = nil
        #expect(throws: (any Error).self) { try WorkerOrder(bytes: Value.map(map).messagePack) }
    }
}
