import Foundation
import Testing
import ZeroMQ

@Suite struct `Polling` {
    let context: Context

    init() throws { context = try Context() }

    @Test func `a wake-up from another thread ends a wait`() throws {
        let wakeUp = try WakeUp()
        var poller = Poller()
        let socket = poller.add(try Socket(.pull, in: context), events: .readable)
        let token = poller.add(descriptor: wakeUp.descriptor, events: .readable)
        try poller.wait(.zero)
        #expect(poller.ready(token) == [])
        Thread.detachNewThread { wakeUp.signal() }
        try poller.wait(nil)
        #expect(poller.ready(token) == .readable)
        #expect(poller.ready(socket) == [])
    }

    @Test func `many signals are one, and none is lost after clearing`() throws {
        let wakeUp = try WakeUp()
        var poller = Poller()
        let token = poller.add(descriptor: wakeUp.descriptor, events: .readable)
        // More than the system keeps: a signal beyond that neither waits nor gets lost.
        for _ in 0..<100_000 { wakeUp.signal() }
        try poller.wait(.zero)
        #expect(poller.ready(token) == .readable)
        wakeUp.clear()
        try poller.wait(.zero)
        #expect(poller.ready(token) == [])
        wakeUp.clear()
        wakeUp.signal()
        try poller.wait(.zero)
        #expect(poller.ready(token) == .readable)
    }

    @Test func `sockets and descriptors are told apart by token`() throws {
        let pull = try Socket(.pull, in: context)
        try pull.bind("inproc://poll")
        let push = try Socket(.push, in: context)
        var poller = Poller()
        let pullToken = poller.add(pull, events: .readable)
        let pushToken = poller.add(push, events: .writable)
        try poller.wait(.zero)
        #expect(poller.ready(pullToken) == [])
        #expect(poller.ready(pushToken) == [])
        try push.connect("inproc://poll")
        _ = try push.send(bytes("hello"))
        try poller.wait(.seconds(30))
        #expect(poller.ready(pullToken) == .readable)
        #expect(poller.ready(pushToken) == .writable)
        poller.setEvents(pushToken, [])
        _ = try pull.receive()
        try poller.wait(.zero)
        #expect(poller.ready(pullToken) == [])
        #expect(poller.ready(pushToken) == [])
    }

    @Test func `a removed entry is no longer waited for and leaves the others their tokens`() throws {
        let (first, second) = try (WakeUp(), WakeUp())
        first.signal()
        second.signal()
        var poller = Poller()
        let firstToken = poller.add(descriptor: first.descriptor, events: .readable)
        let secondToken = poller.add(descriptor: second.descriptor, events: .readable)
        poller.remove(firstToken)
        try poller.wait(.zero)
        #expect(poller.ready(firstToken) == [])
        #expect(poller.ready(secondToken) == .readable)
        #expect(poller.add(descriptor: first.descriptor, events: .readable) == firstToken)
        #expect(poller.ready(firstToken) == [])
        poller.remove(99)
        #expect(poller.ready(99) == [])
    }

    @Test func `a socket lives until it is removed`() throws {
        var poller = Poller()
        weak var socket: Socket?
        let token = try {
            let made = try Socket(.pull, in: context)
            socket = made
            return poller.add(made, events: .readable)
        }()
        #expect(socket != nil)
        poller.remove(token)
        #expect(socket == nil)
    }

    @Test func `a poller with nothing to wait for does not wait for ever`() throws {
        var poller = Poller()
        #expect(throws: ZeroMQError.self) { try poller.wait(nil) }
        try poller.wait(.milliseconds(1))
        try poller.wait(.seconds(-1))
        let token = poller.add(try Socket(.pull, in: context), events: .readable)
        poller.remove(token)
        #expect(throws: ZeroMQError.self) { try poller.wait(nil) }
    }

    @Test func `a shutdown ends a wait`() throws {
        var poller = Poller()
        _ = poller.add(try Socket(.pull, in: context), events: .readable)
        let context = context
        Thread.detachNewThread { context.shutdown() }
        let error = try #require(throws: ZeroMQError.self) { while true { try poller.wait(nil) } }
        #expect(error.isShutdown)
    }
}
