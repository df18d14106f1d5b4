import BrineCore
import Testing

@Suite struct `Minion numbers` {
    @Test func `are from 1 to the largest of 24 bits`() {
        #expect(MinionNumber(1)?.rawValue == 1)
        #expect(MinionNumber(0xff_ffff)?.rawValue == 16_777_215)
        #expect(MinionNumber(0) == nil)
        #expect(MinionNumber(0x100_0000) == nil)
        #expect(MinionNumber(-1) == nil)
        #expect(MinionNumber(Int64.min) == nil)
        #expect(MinionNumber(Int64.max) == nil)
        #expect(MinionNumber(UInt64.max) == nil)
        #expect(MinionNumber(UInt8(255))?.rawValue == 255)
    }

    @Test func `are ordered by size`() throws {
        let numbers = try [300, 2, 1, 10].map { try #require(MinionNumber($0)) }
        #expect(numbers.sorted().map(\.rawValue) == [1, 2, 10, 300])
    }
}
