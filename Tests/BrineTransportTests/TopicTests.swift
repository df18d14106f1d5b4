import BrineCore
import Testing

@testable import BrineTransport

@Suite struct `Topics` {
    @Test(arguments: [1, 2, 255, 256, 65_535, 65_536, 0xFF_FFFF]) func `a minion's own leads back to it`(
        number: Int
    ) throws {
        let number = try #require(MinionNumber(number))
        let topic = Topic.own(number)
        #expect(topic.count == 4)
        #expect(Topic.number(of: topic) == number)
        #expect(Topic.number(of: topic[...]) == number)
        #expect(!topic.starts(with: Topic.broadcast))
    }

    @Test(
        arguments: [
            [], Topic.broadcast, [105], [105, 0, 0], [105, 0, 0, 0], [105, 0, 0, 1, 0], [98, 0, 0, 1], [0, 0, 1],
        ] as [[UInt8]]
    )
    func `others are no minion's`(topic: [UInt8]) {
        #expect(Topic.number(of: topic) == nil)
    }
}
