import Testing

@testable import BrineMinion

@Suite struct `The deadlines of many minions` {
    @Test func `come in their order`() {
        var queue = DeadlineQueue(count: 5, at: at(0))
        for (place, second) in [3.0, 1, 4, 2, 5].enumerated() { queue.set(place, at: at(second)) }
        #expect(queue.next == at(1))
        #expect(queue.due(at: at(0.9)) == nil)
        var order: [Int] = []
        while let place = queue.due(at: at(10)) {
            order.append(place)
            queue.set(place, at: at(100))
        }
        #expect(order == [1, 3, 0, 2, 4])
    }

    @Test func `of none there is none`() {
        let queue = DeadlineQueue(count: 0, at: at(0))
        #expect(queue.next == nil && queue.due(at: at(1)) == nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `the first is the first, however they are changed`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var moments = (0..<50).map { _ in 0.0 }
        var queue = DeadlineQueue(count: 50, at: at(0))
        for _ in 0..<2_000 {
            let place = Int.random(in: 0..<50, using: &random)
            moments[place] = Double(Int.random(in: 0..<1_000, using: &random))
            queue.set(place, at: at(moments[place]))
            let first = moments.min() ?? 0
            #expect(queue.next == at(first), "seed \(seed)")
            #expect(queue.due(at: at(first)).map { moments[$0] } == first)
        }
    }
}
