import Foundation
import Testing
import ZeroMQ

/// What the master's publish socket builds on, over CURVE and TCP as in earnest.
@Suite struct `XPUB in manual mode` {
    let context: Context
    let server: CurveKeyPair
    let web1: CurveKeyPair
    let web2: CurveKeyPair

    init() throws {
        context = try Context()
        (server, web1, web2) = try (CurveKeyPair(), CurveKeyPair(), CurveKeyPair())
        try startZAPHandler(in: context, names: [web1.publicKey: "web1", web2.publicKey: "web2"])
    }

    @Test func `a client hears every topic its pipe was subscribed to, asked for or not`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        let client = try client(web1, endpoint, asking: "own-1")
        #expect(try nextBytes(publisher) == [bytes("\u{1}own-1")])
        try publisher.set(.subscribe, bytes("all"))
        try publisher.set(.subscribe, bytes("given"))
        for topic in ["all", "own-1", "given"] {
            #expect(try publisher.send(parts: [bytes(topic), bytes("job")]) == .sent)
        }
        #expect(try nextBytes(client) == [bytes("all"), bytes("job")])
        // Not "own-1": that was asked for and not given.
        #expect(try nextBytes(client) == [bytes("given"), bytes("job")])
    }

    @Test func `a subscription carries the name of its sender's key`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        for (keys, name) in [(web1, "web1"), (web2, "web2")] {
            let client = try client(keys, endpoint, asking: "same")
            let message = try #require(try next(publisher, lookingAfter: [client]).first)
            #expect(message.array() == bytes("\u{1}same"))
            #expect(message.property("User-Id") == name)
            #expect(try #require(message.sourceDescriptor) >= 0)
            client.abandon()
        }
    }

    @Test func `each client's end is told with the topic it asked for, and without a name`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        var clients: [String: Socket] = [:]
        for (number, topic) in ["same", "same", "other"].enumerated() {
            clients["\(number)"] = try client(number == 0 ? web1 : web2, endpoint, asking: topic)
            #expect(try nextBytes(publisher) == [bytes("\u{1}" + topic)])
            try publisher.set(.subscribe, bytes("all"))
            try publisher.set(.subscribe, bytes("given-\(number)"))
        }
        for (number, topic) in [("0", "same"), ("2", "other"), ("1", "same")] {
            clients[number] = nil
            let message = try #require(try next(publisher).first)
            #expect(message.array() == bytes("\u{0}" + topic))
            #expect(message.property("User-Id") == nil)
            #expect(message.sourceDescriptor == nil)
        }
        #expect(try publisher.receive() == nil)
    }

    @Test func `a client whose connection is cut is told as ended and subscribes again by itself`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        let client = try client(web1, endpoint, asking: "own")
        let first = try #require(try next(publisher, lookingAfter: [client]).first)
        try publisher.set(.subscribe, bytes("all"))
        #expect(shutdown(try #require(first.sourceDescriptor), Int32(SHUT_RDWR)) == 0)
        #expect(try nextBytes(publisher, lookingAfter: [client]) == [bytes("\u{0}own")])
        let again = try #require(try next(publisher, lookingAfter: [client]).first)
        #expect(again.array() == bytes("\u{1}own"))
        #expect(again.property("User-Id") == "web1")
        // The new pipe has nothing of the old one until it is given it.
        _ = try publisher.send(parts: [bytes("all"), bytes("between")])
        try publisher.set(.subscribe, bytes("all"))
        _ = try publisher.send(parts: [bytes("all"), bytes("job")])
        #expect(try nextBytes(client) == [bytes("all"), bytes("job")])
    }

    @Test func `a client that disconnects and connects subscribes again by itself`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        let client = try client(web1, endpoint, asking: "own")
        #expect(try nextBytes(publisher, lookingAfter: [client]) == [bytes("\u{1}own")])
        try client.disconnect(endpoint)
        #expect(try nextBytes(publisher, lookingAfter: [client]) == [bytes("\u{0}own")])
        try client.connect(endpoint)
        #expect(try nextBytes(publisher, lookingAfter: [client]) == [bytes("\u{1}own")])
    }

    @Test func `a client whose pipe was not subscribed hears nothing`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        let client = try client(web1, endpoint, asking: "")
        #expect(try nextBytes(publisher) == [[1]])
        for topic in ["", "all", "own"] { _ = try publisher.send(parts: [bytes(topic), bytes("secret")]) }
        _ = try client.send([1] + bytes("last"))
        #expect(try nextBytes(publisher, lookingAfter: [client]) == [bytes("\u{1}last")])
        try publisher.set(.subscribe, bytes("last"))
        _ = try publisher.send(parts: [bytes("last"), bytes("job")])
        // One connection keeps order: what came before would have come first.
        #expect(try nextBytes(client) == [bytes("last"), bytes("job")])
    }

    @Test func `after an unsubscription was read a subscription goes to nobody`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        let staying = try client(web1, endpoint, asking: "stay")
        #expect(try nextBytes(publisher, lookingAfter: [staying]) == [bytes("\u{1}stay")])
        try publisher.set(.subscribe, bytes("stay"))
        var leaving: Socket? = try client(web2, endpoint, asking: "leave")
        #expect(try nextBytes(publisher, lookingAfter: [staying]) == [bytes("\u{1}leave")])
        #expect(leaving != nil)
        leaving = nil
        #expect(try nextBytes(publisher, lookingAfter: [staying]) == [bytes("\u{0}leave")])
        try publisher.set(.subscribe, bytes("leave"))
        _ = try publisher.send(parts: [bytes("leave"), bytes("secret")])
        _ = try publisher.send(parts: [bytes("stay"), bytes("job")])
        #expect(try nextBytes(staying) == [bytes("stay"), bytes("job")])
    }

    @Test func `a client can end a subscription it made for a foreign topic, with its name and without`() throws {
        defer { context.shutdown() }
        let (publisher, endpoint) = try publisher()
        var client: Socket? = try client(web2, endpoint, asking: "web1's")
        #expect(try nextBytes(publisher) == [bytes("\u{1}web1's")])
        // While it is connected, what it takes back itself carries its name.
        _ = try client?.send([0] + bytes("web1's"))
        let ended = try #require(try next(publisher).first)
        #expect(ended.array() == bytes("\u{0}web1's"))
        #expect(ended.property("User-Id") == "web2")
        // What was never asked for cannot be taken back.
        _ = try client?.send([0] + bytes("never"))
        _ = try client?.send([1] + bytes("web1's"))
        #expect(try nextBytes(publisher) == [bytes("\u{1}web1's")])
        // When it goes, only the topic is told: that it was web1's does not mean that web1 has gone.
        client = nil
        let gone = try #require(try next(publisher).first)
        #expect(gone.array() == bytes("\u{0}web1's"))
        #expect(gone.property("User-Id") == nil)
    }

    private func publisher() throws -> (Socket, String) {
        let socket = try Socket(.xpub, in: context)
        try socket.set(.xpubManual, true)
        try socket.serve(server)
        return (socket, try socket.bindToFreePort())
    }

    private func client(_ keys: CurveKeyPair, _ endpoint: String, asking topic: String) throws -> Socket {
        let socket = try Socket(.xsub, in: context)
        try socket.use(keys, towards: server)
        try socket.connect(endpoint)
        _ = try socket.send([1] + bytes(topic))
        return socket
    }
}
