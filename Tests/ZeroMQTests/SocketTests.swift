import Foundation
import Testing
import ZeroMQ

@Suite struct `Sending and receiving` {
    let context: Context

    init() throws { context = try Context() }

    @Test(arguments: ["inproc://round-trip", "tcp://127.0.0.1:*"])
    func `what is pushed is pulled`(endpoint: String) throws {
        let pull = try Socket(.pull, in: context)
        try pull.bind(endpoint)
        let push = try Socket(.push, in: context)
        try push.connect(pull.get(.lastEndpoint))
        #expect(try push.send(bytes("hello"), wait: true) == .sent)
        #expect(try push.send([], wait: true) == .sent)
        #expect(try nextBytes(pull) == [bytes("hello")])
        #expect(try nextBytes(pull) == [[]])
        #expect(try pull.receive() == nil)
    }

    @Test func `a message keeps its parts`() throws {
        let (push, pull) = try pair()
        let parts = [bytes("topic"), [], [UInt8](repeating: 7, count: 100_000)]
        #expect(try push.send(parts: parts) == .sent)
        let received = try next(pull)
        #expect(received.map { $0.array() } == parts)
        #expect(received.map(\.hasMore) == [true, true, false])
    }

    @Test func `no parts are no message`() throws {
        let (push, pull) = try pair()
        #expect(try push.send(parts: []) == .sent)
        #expect(try push.send(bytes("next")) == .sent)
        #expect(try nextBytes(pull) == [bytes("next")])
    }

    @Test func `a message of too many parts comes without any`() throws {
        let (push, pull) = try pair()
        let most = [[UInt8]](repeating: [1], count: Socket.maximumParts)
        #expect(try push.send(parts: most) == .sent)
        #expect(try push.send(parts: most + [[2]]) == .sent)
        #expect(try push.send(parts: most + most + most) == .sent)
        #expect(try push.send(bytes("next")) == .sent)
        #expect(try nextBytes(pull) == most)
        #expect(try nextBytes(pull).isEmpty)
        #expect(try nextBytes(pull).isEmpty)
        #expect(try nextBytes(pull) == [bytes("next")])
    }

    @Test func `where nobody takes it, a message is not sent`() throws {
        let push = try Socket(.push, in: context)
        #expect(try push.send(bytes("hello")) == .wouldBlock)
        #expect(try push.send(parts: [bytes("a"), bytes("b")]) == .wouldBlock)
        try push.set(.sendTimeout, .milliseconds(1))
        #expect(try push.send(bytes("hello"), wait: true) == .wouldBlock)
        let pull = try Socket(.pull, in: context)
        try pull.set(.receiveTimeout, .milliseconds(1))
        #expect(try pull.receive(wait: true) == nil)
    }

    @Test func `at the high-water marks whole messages are refused`() throws {
        let pull = try Socket(.pull, in: context)
        try pull.set(.receiveHighWaterMark, 1)
        try pull.bind("inproc://marks")
        let push = try Socket(.push, in: context)
        try push.set(.sendHighWaterMark, 1)
        try push.connect("inproc://marks")
        var sent = 0
        while try push.send(parts: [bytes("a"), bytes("b")]) == .sent { sent += 1 }
        #expect(sent == 2)
        for _ in 0..<sent { #expect(try nextBytes(pull) == [bytes("a"), bytes("b")]) }
        #expect(try pull.receive() == nil)
    }

    @Test func `a router that must deliver tells of a peer it does not know`() throws {
        let router = try Socket(.router, in: context)
        try router.set(.routerMandatory, true)
        try router.bind("inproc://router")
        #expect(try router.send(parts: [bytes("nobody"), bytes("hello")]) == .unreachable)
        let dealer = try Socket(.dealer, in: context)
        try dealer.set(.routingID, bytes("somebody"))
        try dealer.connect("inproc://router")
        #expect(try dealer.send(bytes("hello")) == .sent)
        #expect(try nextBytes(router) == [bytes("somebody"), bytes("hello")])
        #expect(try router.send(parts: [bytes("somebody"), bytes("welcome")]) == .sent)
        #expect(try nextBytes(dealer) == [bytes("welcome")])
    }

    @Test func `a shutdown ends a waiting receive and everything after it`() throws {
        let isReady = try WakeUp()
        let context = context
        let outcome = try OnceFromAThread<ZeroMQError?> {
            do {
                let pull = try Socket(.pull, in: context)
                isReady.signal()
                _ = try pull.receive(wait: true)
                return nil
            } catch { return error as? ZeroMQError }
        }
        var poller = Poller()
        _ = poller.add(descriptor: isReady.descriptor, events: .readable)
        try poller.wait(.seconds(30))
        context.shutdown()
        let error = try #require(try outcome.value())
        #expect(error.isShutdown)
        #expect(error.description == "zmq_msg_recv(pull): Context was terminated")
    }

    #if DEBUG
    @Test func `a debug build traps where a foreign thread uses a socket`() async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            nonisolated(unsafe) let socket = try Socket(.pull, in: Context())
            let outcome = try OnceFromAThread<Bool> { (try? socket.receive()) != nil }
            _ = try outcome.value()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("zmq_msg_recv: socket of thread"))
    }
    #else
    @Test func `a release build refuses a foreign thread`() throws {
        nonisolated(unsafe) let socket = try Socket(.pull, in: context)
        let outcome = try OnceFromAThread<ZeroMQError?> {
            do throws(ZeroMQError) { _ = try socket.receive() } catch { return error }
            return nil
        }
        let error = try #require(try outcome.value())
        #expect(error.code == ENOTSOCK)
        #expect(error.detail.contains("used by thread"))
    }
    #endif

    private func pair() throws -> (push: Socket, pull: Socket) {
        let pull = try Socket(.pull, in: context)
        try pull.bind("inproc://pair")
        let push = try Socket(.push, in: context)
        try push.connect("inproc://pair")
        return (push, pull)
    }
}
