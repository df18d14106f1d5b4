import BrineTransport
import Testing
import ZeroMQ

/// Whether a wake-up is there, without waiting for it.
func isSignalled(_ wakeUp: WakeUp) throws -> Bool {
    var poller = Poller()
    let token = poller.add(descriptor: wakeUp.descriptor, events: .readable)
    try poller.wait(.zero)
    return poller.ready(token) == .readable
}

@Suite struct `A mailbox` {
    @Test func `hands out in order what was posted`() throws {
        let mailbox = try Mailbox<Int>(limit: 10)
        #expect(mailbox.takeAll() == [])
        #expect(mailbox.post(1))
        #expect(mailbox.post(contentsOf: [2, 3]))
        #expect(mailbox.takeAll() == [1, 2, 3])
        #expect(mailbox.takeAll() == [])
    }

    @Test func `wakes its owner until that has taken`() throws {
        let mailbox = try Mailbox<Int>(limit: 10)
        #expect(try !isSignalled(mailbox.wakeUp))
        mailbox.post(1)
        mailbox.post(2)
        #expect(try isSignalled(mailbox.wakeUp))
        _ = mailbox.takeAll()
        #expect(try !isSignalled(mailbox.wakeUp))
        mailbox.post(3)
        #expect(try isSignalled(mailbox.wakeUp))
    }

    @Test func `takes all of a post or none at its limit`() throws {
        let mailbox = try Mailbox<Int>(limit: 3)
        #expect(mailbox.post(contentsOf: [1, 2]))
        #expect(!mailbox.post(contentsOf: [3, 4]))
        #expect(mailbox.post(3))
        #expect(!mailbox.post(4))
        #expect(mailbox.post(contentsOf: []))
        #expect(mailbox.takeAll() == [1, 2, 3])
        #expect(mailbox.post(contentsOf: [4, 5, 6]))
    }

    @Test func `once closed wakes its owner, hands out the rest and takes nothing`() throws {
        let mailbox = try Mailbox<Int>(limit: 3)
        mailbox.post(1)
        _ = mailbox.takeAll()
        mailbox.post(2)
        mailbox.close()
        #expect(mailbox.isClosed)
        #expect(try isSignalled(mailbox.wakeUp))
        #expect(!mailbox.post(3))
        #expect(mailbox.takeAll() == [2])
    }

    @Test func `loses nothing when many post at once`() async throws {
        let mailbox = try Mailbox<Int>(limit: 100_000)
        await withTaskGroup { group in
            for start in 0..<8 {
                group.addTask { for number in 0..<1_000 { mailbox.post(start * 1_000 + number) } }
            }
        }
        #expect(mailbox.takeAll().sorted() == Array(0..<8_000))
    }
}
