import BrineCore
import Testing

@testable import BrineStore

@Suite struct `Sets of minions` {
    private func set(_ numbers: some Sequence<Int>) -> MinionSet {
        MinionSet(numbers.compactMap { MinionNumber($0) })
    }

    @Test func `numbers out of order or given twice become ascending, each once`() {
        #expect(set([9, 2, 9, 5]).numbers == set([2, 5, 9]).numbers)
        #expect(set([9, 2, 9, 5]).numbers.map(\.rawValue) == [2, 5, 9])
    }

    @Test func `the bytes are the count and the steps`() {
        #expect(set([]).encoded == [0])
        #expect(set([5]).encoded == [1, 5])
        #expect(set([1, 2, 130, 131 + 16_384]).encoded == [4, 1, 1, 0x80, 0x01, 0x81, 0x80, 0x01])
        #expect(set([0xFF_FFFF]).encoded == [1, 0xFF, 0xFF, 0xFF, 0x07])
    }

    @Test(arguments: [
        Array(1...10_000), [], [1], [0xFF_FFFF], [1, 0xFF_FFFF], Array(stride(from: 7, to: 16_000_000, by: 12_345)),
        Array(0xFF_FF00...0xFF_FFFF),
    ])
    func `a set comes back from its bytes`(numbers: [Int]) throws {
        let set = set(numbers)
        #expect(try MinionSet(encoded: set.encoded) == set)
        #expect(set.numbers.count == numbers.count)
    }

    @Test func `ten thousand neighbours take a byte each`() {
        #expect(set(1...10_000).encoded.count == 10_002)
    }

    @Test(arguments: [[1], [2, 3, 9], Array(1...300), Array(stride(from: 2, to: 900, by: 3))])
    func `a minion is found at its place and no other is found`(numbers: [Int]) {
        let set = set(numbers)
        for number in 1...1_000 {
            guard let minion = MinionNumber(number) else { continue }
            #expect(set.index(of: minion) == numbers.firstIndex(of: number))
        }
    }

    @Test(arguments: [
        ([], MinionSetDamage.cutOff),
        ([2, 5], .cutOff),
        ([1, 0x80], .cutOff),
        ([0xFF, 0xFF, 0xFF, 0x7F], .cutOff),
        ([1, 0], .badNumber(place: 2)),
        ([2, 5, 0], .badNumber(place: 3)),
        ([1, 0x80, 0x80, 0x80, 0x08], .badNumber(place: 5)),
        ([2, 0xFF, 0xFF, 0xFF, 0x07, 1], .badNumber(place: 6)),
        ([1, 0x85, 0x00], .badVarint(place: 3)),
        ([1, 0x80, 0x80, 0x80, 0x80, 0x01], .badVarint(place: 5)),
        ([0x80, 0x00], .badVarint(place: 2)),
        ([1, 5, 5], .trailing(bytes: 1)),
        ([0, 0, 0], .trailing(bytes: 2)),
    ])
    func `damaged bytes are refused`(bytes: [UInt8], damage: MinionSetDamage) {
        #expect(throws: damage) { try MinionSet(encoded: bytes) }
    }

    @Test func `bytes that are cut anywhere are refused`() {
        let bytes = set(stride(from: 1, to: 60_000, by: 150)).encoded
        for end in bytes.indices {
            #expect(throws: MinionSetDamage.self) { try MinionSet(encoded: Array(bytes[..<end])) }
        }
    }

    @Test func `whatever bytes are taken give a proper set with just those bytes`() {
        var state: UInt64 = 1
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int(state >> 60) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33) & (state >> 63 == 0 ? 0x0F : 0xFF))
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            guard let set = try? MinionSet(encoded: bytes) else { continue }
            #expect(set.encoded == bytes)
        }
    }
}
