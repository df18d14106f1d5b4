import BrineCore
import BrineStore
import Testing

@testable import BrineMaster

@Suite struct `Outcomes on their way to the store` {
    private func outcome(_ number: Int64, bytes: Int = 0) -> Outcome {
        Outcome(
            jid: jid(number),
            minion: minion(1),
            state: .succeeded,
            at: at(0),
            body: [UInt8](repeating: 0, count: bytes)
        )
    }

    @Test func `go in order, all at once`() {
        var queue = OutcomeQueue()
        #expect(queue.take() == nil)
        for number: Int64 in 1...3 { queue.append(outcome(number)) }
        #expect(queue.take()?.map(\.jid) == [jid(1), jid(2), jid(3)])
        #expect(queue.take() == nil)
    }

    @Test func `are brought there by one at a time, and only where there are any`() {
        var queue = OutcomeQueue()
        #expect(queue.begin() == false)
        queue.append(outcome(1))
        #expect(queue.begin() == true)
        #expect(queue.isCommitting)
        #expect(queue.begin() == false)
        queue.end()
        #expect(!queue.isCommitting)
        #expect(queue.begin() == true)
    }

    @Test func `go before what came later when they could not be kept`() {
        var queue = OutcomeQueue()
        queue.append(outcome(1))
        let batch = queue.take() ?? []
        queue.append(outcome(2))
        queue.putBack(batch)
        #expect(queue.take()?.map(\.jid) == [jid(1), jid(2)])
    }

    @Test func `have each return once when they could not be kept, the first of it, and every verdict`() {
        var queue = OutcomeQueue()
        var again = outcome(1, bytes: 3)
        again.state = .failed
        let batch = [outcome(1), outcome(1, bytes: 2), outcome(2, bytes: 2)]
        for outcome in batch { queue.append(outcome) }
        let taken = queue.take() ?? []
        for outcome in [again, outcome(3, bytes: 2), outcome(1), outcome(3, bytes: 2)] { queue.append(outcome) }
        queue.putBack(taken)
        #expect(queue.take() == batch + [outcome(3, bytes: 2), outcome(1)])
    }

    @Test func `are full by their number`() {
        var queue = OutcomeQueue()
        for number in 1..<Int64(OutcomeQueue.limit) { queue.append(outcome(number)) }
        #expect(!queue.isFull)
        queue.append(outcome(0))
        #expect(queue.isFull)
        // What is on its way counts until it is kept.
        let batch = queue.take() ?? []
        #expect(queue.isFull)
        queue.putBack(batch)
        #expect(queue.isFull)
        _ = queue.take()
        queue.kept()
        #expect(!queue.isFull)
    }

    @Test func `are full by their bytes`() {
        var queue = OutcomeQueue()
        let body = [UInt8](repeating: 0, count: OutcomeQueue.byteLimit / 4)
        func large(_ number: Int64) -> Outcome {
            Outcome(jid: jid(number), minion: minion(1), state: .failed, at: at(0), body: body)
        }
        for number: Int64 in 1...3 { queue.append(large(number)) }
        #expect(!queue.isFull)
        queue.append(large(4))
        #expect(queue.isFull)
        // What is on its way counts until it is kept.
        let batch = queue.take() ?? []
        #expect(queue.isFull)
        queue.putBack(batch)
        #expect(queue.isFull)
        _ = queue.take()
        queue.kept()
        #expect(!queue.isFull)
    }
}
