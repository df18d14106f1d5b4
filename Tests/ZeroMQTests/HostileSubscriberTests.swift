import Testing
import ZeroMQ

/// In manual mode a subscription acts on "the pipe of the request read last", which a client can upset.
@Suite struct `What a client can do to an XPUB in manual mode` {
    let context: Context

    init() throws { context = try Context() }

    // What is neither a subscription (1) nor its end (0) has no pipe in libzmq's list of pipes, but takes the next
    // one out of it: the subscriptions read afterwards act on the pipes of those who came later.
    @Test(arguments: [[bytes("hello")], [[]], [[1] + bytes("a"), bytes("hello")], [bytes("hello"), [1] + bytes("a")]])
    func `a client's own message moves the next subscriptions to foreign pipes`(message: [[UInt8]]) throws {
        let publisher = try publisher()
        let (hostile, web1, web2) = try (
            client(sending: message), client(sending: [[1] + bytes("1")]),
            client(sending: [[1] + bytes("2")])
        )
        while let request = try publisher.receive()?.array() {
            if request.first == 1 { try publisher.set(.subscribe, bytes("given-") + request.dropFirst()) }
        }
        _ = try publisher.send(bytes("given-1"))
        #expect(try web1.receive() == nil)
        #expect(try nextBytes(web2) == [bytes("given-1")])
        withExtendedLifetime(hostile) {}
    }

    @Test func `requests of the expected form act on their own sender's pipe`() throws {
        let publisher = try publisher()
        let forms: [[[UInt8]]] = [
            [[0]], [[0] + bytes("never")], [[1]], [[1] + bytes("a"), [1] + bytes("b")],
            [[1] + bytes("a"), [0] + bytes("a")],
            [[1] + bytes("1")],
        ]
        let odd = try forms.map { try client(sending: $0) }
        let (web1, web2) = try (client(sending: [[1] + bytes("1")]), client(sending: [[1] + bytes("2")]))
        while let request = try publisher.receive()?.array() {
            if request == [1] + bytes("2") { try publisher.set(.subscribe, bytes("given-2")) }
        }
        _ = try publisher.send(bytes("given-2"))
        #expect(try nextBytes(web2) == [bytes("given-2")])
        for client in odd + [web1] { #expect(try client.receive() == nil) }
    }

    @Test func `once all that waits was read, subscriptions are right again`() throws {
        let publisher = try publisher()
        let early = try [[bytes("hello")], [[]], [[1] + bytes("1")], [[1] + bytes("2")]]
            .map { try client(sending: $0) }
        var waiting = 0
        while try publisher.receive() != nil { waiting += 1 }
        #expect(waiting == 4)
        let (web1, web2) = try (client(sending: [[1] + bytes("1")]), client(sending: [[1] + bytes("2")]))
        while let request = try publisher.receive()?.array() {
            try publisher.set(.subscribe, bytes("given-") + request.dropFirst())
        }
        for topic in ["given-1", "given-2"] { _ = try publisher.send(bytes(topic)) }
        #expect(try nextBytes(web1) == [bytes("given-1")])
        #expect(try nextBytes(web2) == [bytes("given-2")])
        for client in early + [web1, web2] { #expect(try client.receive() == nil) }
    }

    /// Within the process, since there the order in which requests come is the order in which they were sent.
    private func publisher() throws -> Socket {
        let socket = try Socket(.xpub, in: context)
        try socket.set(.xpubManual, true)
        try socket.bind("inproc://publish")
        return socket
    }

    private func client(sending parts: [[UInt8]]) throws -> Socket {
        let socket = try Socket(.xsub, in: context)
        try socket.connect("inproc://publish")
        _ = try socket.send(parts: parts)
        return socket
    }
}
