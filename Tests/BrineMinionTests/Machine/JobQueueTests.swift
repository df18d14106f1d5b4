import BrineCore
import Testing

@testable import BrineMinion

@Suite struct `The queue of jobs` {
    @Test func `without a bound holds nobody up`() {
        var queue = JobQueue(bound: nil)
        for number: Int64 in 1...100 {
            #expect(queue.hasRoom)
            queue.started(jid(number))
        }
        for number: Int64 in 101...103 { queue.append(command(number)) }
        for number: Int64 in 101...103 { #expect(queue.next() == command(number)) }
        #expect(queue.next() == nil)
    }

    @Test func `has room for as many as may run at once`() {
        var queue = JobQueue(bound: 2)
        #expect(queue.hasRoom)
        queue.started(jid(1))
        #expect(queue.hasRoom)
        queue.started(jid(2))
        #expect(!queue.hasRoom)
        queue.ended(jid(1))
        #expect(queue.hasRoom)
    }

    @Test func `begins with those that came first, one for each that ends`() {
        var queue = JobQueue(bound: 1)
        queue.started(jid(9))
        for number: Int64 in [3, 1, 2] { queue.append(command(number)) }
        for (ended, next): (Int64, Int64) in [(9, 3), (3, 1), (1, 2)] {
            #expect(queue.next() == nil)
            queue.ended(jid(ended))
            #expect(queue.next() == command(next))
            queue.started(jid(next))
        }
        queue.ended(jid(2))
        #expect(queue.next() == nil)
        #expect(queue.waiting == [])
    }

    @Test func `lets nobody pass those that wait`() {
        var queue = JobQueue(bound: 1)
        queue.started(jid(1))
        queue.append(command(2))
        queue.ended(jid(1))
        #expect(!queue.hasRoom)
        #expect(queue.next() == command(2))
    }

    @Test func `gives the place of one that could not be started to the next`() {
        var queue = JobQueue(bound: 1)
        for number: Int64 in 1...2 { queue.append(command(number)) }
        #expect(queue.next() == command(1))
        #expect(queue.next() == command(2))
    }

    @Test func `may begin with more than the bound, and then waits until they are fewer`() {
        var queue = JobQueue(bound: 1)
        for number: Int64 in 1...3 { queue.started(jid(number)) }
        queue.append(command(4))
        for number: Int64 in 1...2 {
            queue.ended(jid(number))
            #expect(queue.next() == nil)
        }
        queue.ended(jid(3))
        #expect(queue.next() == command(4))
    }

    @Test func `counts a job once, however often it is told`() {
        var queue = JobQueue(bound: 2)
        for _ in 0..<2 { queue.started(jid(1)) }
        #expect(queue.hasRoom)
        for _ in 0..<2 { queue.ended(jid(1)) }
        queue.ended(jid(7))
        for number: Int64 in 2...3 { queue.started(jid(number)) }
        #expect(!queue.hasRoom)
    }

    @Test func `gives up a job that waits, and no other`() {
        var queue = JobQueue(bound: 1)
        queue.started(jid(1))
        for number: Int64 in 2...4 { queue.append(command(number)) }
        #expect(queue.withdraw(jid(3)) == command(3))
        #expect(queue.withdraw(jid(3)) == nil)
        #expect(queue.withdraw(jid(1)) == nil)
        #expect(queue.withdraw(jid(9)) == nil)
        #expect(queue.waiting == [command(2), command(4)])
    }

    @Test func `takes ten thousand and no more`() {
        var queue = JobQueue(bound: 1)
        for number in 1...Int64(JobQueue.longest) {
            #expect(!queue.isFull)
            queue.append(command(number))
        }
        #expect(queue.isFull)
        _ = queue.next()
        #expect(!queue.isFull)
    }
}
