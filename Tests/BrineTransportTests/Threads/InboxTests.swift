import BrineTransport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `An inbox` {
    @Test func `hands out in order all that came`() async throws {
        let inbox = try Inbox<Int>(limit: 10)
        inbox.put([1, 2])
        inbox.put([3])
        #expect(await inbox.next() == [1, 2, 3])
        inbox.put([4])
        #expect(await inbox.next() == [4])
    }

    @Test func `lets its reader wait for what comes`() async throws {
        let inbox = try Inbox<Int>(limit: 10)
        async let next = inbox.next()
        await Task.yield()
        inbox.put([1])
        #expect(await next == [1])
    }

    @Test func `keeps order and loses nothing between a thread and its reader`() async throws {
        let inbox = try Inbox<Int>(limit: 10)
        let thread = try BusThread("producer") { ready in
            ready()
            for number in 0..<10_000 { inbox.put([number]) }
            inbox.close()
        }
        var all: [Int] = []
        while let items = await inbox.next() { all += items }
        thread.join()
        #expect(all == Array(0..<10_000))
    }

    @Test func `has no room at its limit, and wakes who waits for some`() async throws {
        let inbox = try Inbox<String>(limit: 5) { $0.utf8.count }
        inbox.put(["abcd"])
        #expect(inbox.hasRoom)
        inbox.put(["e"])
        #expect(!inbox.hasRoom)
        #expect(try !isSignalled(inbox.roomWakeUp))
        inbox.put(["taken all the same"])
        #expect(await inbox.next()?.count == 3)
        #expect(try isSignalled(inbox.roomWakeUp))
        #expect(inbox.hasRoom)
    }

    @Test func `wakes nobody who does not wait for room`() async throws {
        let inbox = try Inbox<Int>(limit: 1)
        inbox.put([1, 2])
        #expect(await inbox.next() == [1, 2])
        #expect(try !isSignalled(inbox.roomWakeUp))
    }

    @Test func `once closed hands out the rest, then nothing`() async throws {
        let inbox = try Inbox<Int>(limit: 10)
        inbox.put([1])
        inbox.close()
        inbox.put([2])
        #expect(await inbox.next() == [1])
        #expect(await inbox.next() == nil)
        inbox.close()
        #expect(await inbox.next() == nil)
    }

    @Test func `lets go of a waiting reader when it is closed`() async throws {
        let inbox = try Inbox<Int>(limit: 10)
        async let next = inbox.next()
        await Task.yield()
        inbox.close()
        #expect(await next == nil)
    }
}
