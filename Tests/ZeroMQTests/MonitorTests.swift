import Testing
import ZeroMQ

@Suite struct `Monitors` {
    @Test func `a connection is told from its making to its end`() throws {
        let context = try Context()
        let pull = try Socket(.pull, in: context)
        let monitor = try Monitor(of: pull, events: [.listening, .accepted, .handshakeSucceeded, .disconnected])
        #expect(try monitor.next() == nil)
        let endpoint = try pull.bindToFreePort()
        let listening = try next(monitor)
        #expect(listening.kind == .listening)
        #expect(listening.address == endpoint)
        var push: Socket? = try Socket(.push, in: context)
        try push?.connect(endpoint)
        _ = try push?.send(bytes("hello"), wait: true)
        let descriptor = try #require(try next(pull).first).sourceDescriptor
        let accepted = try next(monitor)
        #expect(accepted.kind == .accepted)
        #expect(Int32(accepted.value) == descriptor)
        #expect(try next(monitor).kind == .handshakeSucceeded)
        push = nil
        let disconnected = try next(monitor)
        #expect(disconnected.kind == .disconnected)
        #expect(Int32(disconnected.value) == descriptor)
    }

    @Test func `two sockets have a monitor each`() throws {
        let context = try Context()
        let sockets = try [Socket(.pull, in: context), Socket(.pull, in: context)]
        let monitors = try sockets.map { try Monitor(of: $0, events: .listening) }
        let endpoints = try sockets.map { try $0.bindToFreePort() }
        #expect(try monitors.map { try next($0).address } == endpoints)
    }

    @Test func `thousands of unread events stop nothing`() throws {
        let context = try Context()
        let pull = try Socket(.pull, in: context)
        let monitor = try Monitor(of: pull, events: .listening)
        for _ in 0..<1500 { try pull.unbind(pull.bindToFreePort()) }
        for _ in 0..<1500 { #expect(try next(monitor).kind == .listening) }
    }

    @Test func `a socket goes on after its monitor is gone`() throws {
        let context = try Context()
        let pull = try Socket(.pull, in: context)
        var monitor: Monitor? = try Monitor(of: pull, events: .listening)
        #expect(try monitor?.next() == nil)
        monitor = nil
        let endpoint = try pull.bindToFreePort()
        let push = try Socket(.push, in: context)
        try push.connect(endpoint)
        _ = try push.send(bytes("hello"), wait: true)
        #expect(try nextBytes(pull) == [bytes("hello")])
        #expect(throws: Never.self) { try Monitor(of: pull, events: .listening) }
    }
}
