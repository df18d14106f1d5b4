import Foundation
import Testing
import ZeroMQ

@Suite struct `CURVE with a ZAP handler` {
    let context: Context
    let server: CurveKeyPair
    let web1: CurveKeyPair
    let web2: CurveKeyPair

    init() throws {
        context = try Context()
        (server, web1, web2) = try (CurveKeyPair(), CurveKeyPair(), CurveKeyPair())
    }

    @Test func `a return carries the name of its sender's key`() throws {
        defer { context.shutdown() }
        try startZAPHandler(in: context, names: [web1.publicKey: "web1", web2.publicKey: "web2"])
        let pull = try Socket(.pull, in: context)
        try pull.serve(server)
        let endpoint = try pull.bindToFreePort()
        for (keys, name) in [(web1, "web1"), (web2, "web2")] {
            let push = try client(.push, keys, endpoint)
            _ = try push.send(parts: [bytes("I am root"), bytes("believe me")])
            let parts = try next(pull)
            #expect(parts.map { $0.property("User-Id") } == [name, name])
            #expect(try #require(parts.first?.sourceDescriptor) >= 0)
        }
    }

    @Test func `an unknown key and a stranger without one are told apart from friends`() throws {
        defer { context.shutdown() }
        try startZAPHandler(in: context, names: [web1.publicKey: "web1"])
        let pull = try Socket(.pull, in: context)
        try pull.serve(server)
        let monitor = try Monitor(
            of: pull,
            events: [.handshakeFailedAuth, .handshakeFailedProtocol, .handshakeSucceeded]
        )
        let endpoint = try pull.bindToFreePort()
        let unknown = try client(.push, web2, endpoint)
        #expect(try next(monitor).kind == .handshakeFailedAuth)
        let stranger = try Socket(.push, in: context)
        try stranger.connect(endpoint)
        #expect(try next(monitor).kind == .handshakeFailedProtocol)
        try stranger.disconnect(endpoint)
        let friend = try client(.push, web1, endpoint)
        _ = try friend.send(bytes("hello"))
        let message = try #require(try next(pull).first)
        #expect(message.property("User-Id") == "web1")
        withExtendedLifetime(unknown) {}
    }

    @Test func `an enforced domain lets nobody in while there is no handler`() throws {
        defer { context.shutdown() }
        let pull = try Socket(.pull, in: context)
        try pull.serve(server)
        let monitor = try Monitor(of: pull, events: [.accepted, .handshakeSucceeded])
        let push = try Socket(.push, in: context)
        try push.set(.immediate, true)
        try push.use(web1, towards: server)
        try push.connect(pull.bindToFreePort())
        // The client comes back, and each time is sent away: no accepted connection is followed by a handshake.
        for _ in 0..<3 { #expect(try next(monitor).kind == .accepted) }
        #expect(try push.get(.events) == [])
        #expect(try pull.receive() == nil)
        try startZAPHandler(in: context, names: [web1.publicKey: "web1"])
        _ = try push.send(bytes("hello"), wait: true)
        #expect(try next(pull).first?.property("User-Id") == "web1")
    }

    @Test func `an ended descriptor ends the connection and the client comes back`() throws {
        defer { context.shutdown() }
        try startZAPHandler(in: context, names: [web1.publicKey: "web1"])
        let pull = try Socket(.pull, in: context)
        try pull.serve(server)
        let monitor = try Monitor(of: pull, events: [.disconnected])
        let push = try client(.push, web1, pull.bindToFreePort())
        _ = try push.send(bytes("before"))
        let descriptor = try #require(try next(pull).first?.sourceDescriptor)
        #expect(shutdown(descriptor, Int32(SHUT_RDWR)) == 0)
        #expect(try Int32(next(monitor).value) == descriptor)
        _ = try push.send(bytes("after"))
        #expect(try nextBytes(pull) == [bytes("after")])
    }

    private func client(_ kind: SocketKind, _ keys: CurveKeyPair, _ endpoint: String) throws -> Socket {
        let socket = try Socket(kind, in: context)
        try socket.use(keys, towards: server)
        try socket.connect(endpoint)
        return socket
    }
}
