import BrineCore
import MessagePack
import Testing

@Suite struct `Events` {
    @Test func `show the master's moment first, whatever their data says`() throws {
        let event = Event(
            tag: try #require(EventTag("a")),
            data: ["id": "web1", "_stamp": "yesterday", "n": 1],
            stamp: Timestamp(microseconds: 1_795_358_627_000_001)
        )
        #expect(event.shown == ["_stamp": "2026-11-22T14:43:47.000001+00:00", "id": "web1", "n": 1])
    }
}
