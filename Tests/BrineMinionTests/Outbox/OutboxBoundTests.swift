import BrineCore
import Testing

@testable import BrineMinion

@Suite struct `The bound on what waits for the master` {
    /// The name of an event or of an own call.
    private func local(_ number: Int64) -> JobID {
        JobID(at: LocalName.moment(for: jid(number).timestamp))
    }

    @Test func `is reached once by bytes, and passed by what comes all the same`() {
        var bound = OutboxBound(bytes: 1_000, returns: 10)
        let changes = [1, 2, 3].map { bound.waits(jid($0), bytes: 500) }
        #expect(changes == [nil, .reached, nil])
        #expect(bound.isReached)
        #expect(bound.total == 1_500)
        #expect(bound.count == 3)
        #expect(bound.returnCount == 3)
    }

    @Test func `has room again when a tenth is free`() {
        var bound = OutboxBound(bytes: 1_000, returns: 10)
        _ = bound.waits(jid(1), bytes: 900)
        _ = bound.waits(jid(2), bytes: 99)
        _ = bound.waits(jid(3), bytes: 1)
        let changes = [3, 2, 1].map { bound.left(jid($0)) }
        #expect(changes == [nil, nil, .hasRoom])
        #expect(!bound.isReached)
        let again = bound.left(jid(1))
        #expect(again == nil)
        #expect(bound.total == 0 && bound.returnCount == 0)
    }

    @Test func `is reached by the number of returns, for which the minion's own do not count`() {
        var bound = OutboxBound(bytes: nil, returns: 10)
        for number: Int64 in 1...50 {
            let change = bound.waits(local(number), bytes: 1 << 40)
            #expect(change == nil)
        }
        let changes = (1...10).map { bound.waits(jid($0), bytes: 1) }
        #expect(changes == Array(repeating: nil, count: 9) + [.reached])
        for number: Int64 in 1...50 {
            let change = bound.left(local(number))
            #expect(change == nil)
        }
        let changesBack = [1, 2].map { bound.left(jid($0)) }
        #expect(changesBack == [nil, .hasRoom])
    }

    @Test func `counts a name once, with the size that it has last`() {
        var bound = OutboxBound(bytes: 1_000, returns: 2)
        _ = bound.waits(jid(1), bytes: 400)
        #expect(bound.size(of: jid(1)) == 400)
        let grown = bound.waits(jid(1), bytes: 1_000)
        #expect(grown == .reached)
        let shrunk = bound.waits(jid(1), bytes: 10)
        #expect(shrunk == .hasRoom)
        #expect(bound.returnCount == 1)
        #expect(bound.size(of: jid(2)) == nil)
    }

    @Test(arguments: [(0, 4_096), (1, 4_096), (4_096, 4_096), (4_097, 8_192)])
    func `counts a file by whole blocks`(bytes: Int, taken: Int) {
        #expect(OutboxBound.onDisk(bytes) == taken)
    }

    @Test func `keeps a heartbeat short enough for the master, with a full queue`() {
        // Nine bytes for each jid.
        let jids = OutboxBound.returnsOnDisk + OutboxBound.inMemory.returns + JobQueue.longest
        #expect(jids * 9 < 256 * 1_024 - 1_024)
    }
}
