import Foundation
import Testing
import ZeroMQ

@Suite struct `Socket options` {
    let context: Context

    init() throws { context = try Context() }

    @Test func `numbers come back as they were set`() throws {
        let socket = try Socket(.router, in: context)
        try socket.set(.receiveHighWaterMark, 17)
        try socket.set(.sendHighWaterMark, 0)
        try socket.set(.backlog, 4096)
        try socket.set(.tcpKeepaliveCount, 4)
        try socket.set(.maximumMessageSize, 5_000_000_000)
        #expect(try socket.get(.receiveHighWaterMark) == 17)
        #expect(try socket.get(.sendHighWaterMark) == 0)
        #expect(try socket.get(.backlog) == 4096)
        #expect(try socket.get(.tcpKeepaliveCount) == 4)
        #expect(try socket.get(.maximumMessageSize) == 5_000_000_000)
    }

    @Test func `times come back in the unit of the option`() throws {
        let socket = try Socket(.dealer, in: context)
        for option: SocketOption<Duration> in [
            .reconnectInterval, .reconnectIntervalMaximum, .handshakeInterval, .connectTimeout, .heartbeatInterval,
            .heartbeatTimeout, .heartbeatTTL,
        ] {
            try socket.set(option, .milliseconds(1500))
            #expect(try socket.get(option) == .milliseconds(1500), "\(option.name)")
            #expect(throws: ZeroMQError.self) { try socket.set(option, .seconds(-1)) }
            #expect(throws: ZeroMQError.self) { try socket.set(option, .seconds(10_000_000)) }
        }
        try socket.set(.reconnectInterval, .microseconds(1))
        #expect(try socket.get(.reconnectInterval) == .milliseconds(1))
        for option: SocketOption<Duration?> in [.tcpKeepaliveIdle, .tcpKeepaliveInterval] {
            #expect(try socket.get(option) == nil)
            try socket.set(option, .milliseconds(59_100))
            #expect(try socket.get(option) == .seconds(60))
        }
    }

    @Test func `waits have an end or none`() throws {
        let socket = try Socket(.dealer, in: context)
        #expect(try socket.get(.linger) == .some(.zero))
        #expect(try socket.get(.sendTimeout) == nil)
        for option: SocketOption<Duration?> in [.linger, .sendTimeout, .receiveTimeout] {
            try socket.set(option, .seconds(2))
            #expect(try socket.get(option) == .seconds(2))
            #expect(throws: ZeroMQError.self) { try socket.set(option, .seconds(-1)) }
            #expect(throws: ZeroMQError.self) { try socket.set(option, .seconds(Int64.max)) }
            try socket.set(option, nil)
            #expect(try socket.get(option) == nil)
        }
    }

    @Test func `switches come back as they were set`() throws {
        let socket = try Socket(.dealer, in: context)
        for option: SocketOption<Bool> in [.immediate, .ipv6, .curveServer] {
            #expect(try socket.get(option) == false)
            try socket.set(option, true)
            #expect(try socket.get(option))
        }
        #expect(try socket.get(.tcpKeepalive) == nil)
        for value in [true, false, nil] {
            try socket.set(.tcpKeepalive, value)
            #expect(try socket.get(.tcpKeepalive) == value)
        }
    }

    @Test func `each pattern's switches are taken by its own kind`() throws {
        let publisher = try Socket(.xpub, in: context)
        for option: SocketOption<Bool> in [.xpubManual, .xpubVerbose, .xpubNoDrop] { try publisher.set(option, true) }
        let router = try Socket(.router, in: context)
        for option: SocketOption<Bool> in [.routerMandatory, .routerHandover, .probeRouter] {
            try router.set(option, true)
        }
        try router.set(.routingID, bytes("a name"))
        #expect(try router.get(.routingID) == bytes("a name"))
        #expect(throws: ZeroMQError.self) { try router.set(.routingID, [UInt8](repeating: 1, count: 256)) }
        #expect(throws: ZeroMQError.self) { try publisher.set(.routerMandatory, true) }
    }

    @Test func `keys are checked before libzmq sees them`() throws {
        let socket = try Socket(.dealer, in: context)
        let keys = try CurveKeyPair()
        try socket.set(.curvePublicKey, keys.publicKey)
        try socket.set(.curveSecretKey, keys.secretKey)
        try socket.set(.curveServerKey, keys.publicKey)
        #expect(try socket.get(.curvePublicKey) == keys.publicKey)
        #expect(try socket.get(.curveSecretKey) == keys.secretKey)
        #expect(try socket.get(.curveServerKey) == keys.publicKey)
        for text in [
            "", "short", keys.publicKey + "0", String(repeating: "é", count: 20), String(repeating: "#", count: 40),
        ] {
            let error = try #require(throws: ZeroMQError.self) { try socket.set(.curveSecretKey, text) }
            #expect(error.description == "zmq_setsockopt(ZMQ_CURVE_SECRETKEY): Invalid argument")
        }
        try socket.set(.zapDomain, "fleet")
        #expect(try socket.get(.zapDomain) == "fleet")
        try socket.set(.zapEnforceDomain, true)
        #expect(try socket.get(.zapEnforceDomain))
    }

    @Test func `a socket tells its endpoint, its descriptor and what it is ready for`() throws {
        let pull = try Socket(.pull, in: context)
        let endpoint = try pull.bindToFreePort()
        #expect(endpoint.hasPrefix("tcp://127.0.0.1:"))
        #expect(try fcntl(pull.get(.fileDescriptor), F_GETFD) >= 0)
        #expect(try pull.get(.events) == [])
        let push = try Socket(.push, in: context)
        #expect(try push.get(.events) == [])
        try push.connect(endpoint)
        #expect(try push.get(.events) == .writable)
    }
}
