import Foundation
import Testing
import ZeroMQ

@Suite struct `Errors of libzmq` {
    let context: Context

    init() throws { context = try Context() }

    @Test func `a port in use is named with the function and the endpoint`() throws {
        let first = try Socket(.pull, in: context)
        let endpoint = try first.bindToFreePort()
        let second = try Socket(.pull, in: context)
        let error = try #require(throws: ZeroMQError.self) { try second.bind(endpoint) }
        #expect(error.code == EADDRINUSE)
        #expect(error.description == "zmq_bind(\(endpoint)): Address already in use")
        try first.unbind(endpoint)
    }

    @Test(arguments: ["", "nonsense", "tcp://", "tcp://127.0.0.1", "carrier-pigeon://roof"])
    func `an endpoint that is none is refused`(endpoint: String) throws {
        let socket = try Socket(.pull, in: context)
        let error = try #require(throws: ZeroMQError.self) { try socket.bind(endpoint) }
        #expect(error.code == EINVAL || error.code == EPROTONOSUPPORT || error.code == ENODEV)
        #expect(error.function == "zmq_bind")
        #expect(error.detail == endpoint)
    }

    @Test func `a port beyond the last one is not refused`() throws {
        let first = try Socket(.pull, in: context)
        let port = try #require(Int(first.bindToFreePort().split(separator: ":").last ?? ""))
        let second = try Socket(.pull, in: context)
        let error = try #require(throws: ZeroMQError.self) { try second.bind("tcp://127.0.0.1:\(port + 65536)") }
        #expect(error.code == EADDRINUSE)
        #expect(throws: Never.self) { try first.unbind("tcp://127.0.0.1:\(port)") }
    }

    @Test func `an endpoint never bound or connected cannot be left`() throws {
        let socket = try Socket(.pull, in: context)
        #expect(throws: ZeroMQError.self) { try socket.unbind("tcp://127.0.0.1:9") }
        let error = try #require(throws: ZeroMQError.self) { try socket.disconnect("tcp://127.0.0.1:9") }
        #expect(error.code == ENOENT)
    }

    @Test func `an option of another kind of socket is refused by name`() throws {
        let socket = try Socket(.pull, in: context)
        let error = try #require(throws: ZeroMQError.self) { try socket.set(.subscribe, bytes("a")) }
        #expect(error.description == "zmq_setsockopt(ZMQ_SUBSCRIBE): Invalid argument")
        #expect(throws: ZeroMQError.self) { try socket.get(.subscribe) }
        #expect(throws: ZeroMQError.self) { try socket.set(.lastEndpoint, "x") }
    }

    @Test func `a call that the socket's kind does not have is refused`() throws {
        let pull = try Socket(.pull, in: context)
        let error = try #require(throws: ZeroMQError.self) { _ = try pull.send(bytes("up the stream")) }
        #expect(error.function == "zmq_send")
        #expect(!error.isShutdown)
    }

    @Test func `a context gives no more sockets than it may have`() throws {
        try context.setOption(.maxSockets, 2)
        let sockets = try [Socket(.pull, in: context), Socket(.pull, in: context)]
        let error = try #require(throws: ZeroMQError.self) { try Socket(.pull, in: context) }
        #expect(error.code == EMFILE)
        #expect(sockets.count == 2)
        #expect(throws: ZeroMQError.self) { try context.setOption(.ioThreads, -1) }
    }

    @Test func `a terminated context gives no sockets and may be terminated again`() throws {
        context.terminate()
        context.terminate()
        context.shutdown()
        let error = try #require(throws: ZeroMQError.self) { try Socket(.pull, in: context) }
        #expect(error.isShutdown)
        #expect(throws: ZeroMQError.self) { try context.setOption(.maxSockets, 2) }
    }

    @Test func `the library is one with CURVE`() {
        #expect(hasCurve())
        #expect(zeroMQVersion().hasPrefix("4."))
    }
}
