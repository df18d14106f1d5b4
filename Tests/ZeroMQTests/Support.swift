import Foundation
import Synchronization
import Testing
import ZeroMQ

/// What was waited for did not come; far beyond what any of these tests needs.
struct NothingCame: Error {}

/// Waits for the next message of a socket.
///
/// The others are looked after meanwhile: libzmq does a socket's errands only while its owner calls into it.
func next(_ socket: Socket, lookingAfter others: [Socket] = []) throws -> [Message] {
    let deadline = ContinuousClock.now + .seconds(30)
    var poller = Poller()
    let token = poller.add(socket, events: .readable)
    for other in others { _ = poller.add(other, events: .readable) }
    while ContinuousClock.now < deadline {
        try poller.wait(.milliseconds(20))
        if poller.ready(token).contains(.readable), let parts = try socket.receiveParts() { return parts }
    }
    throw NothingCame()
}

/// Waits for the next message of a socket, as bytes.
func nextBytes(_ socket: Socket, lookingAfter others: [Socket] = []) throws -> [[UInt8]] {
    try next(socket, lookingAfter: others).map { $0.array() }
}

/// Waits for an event of a monitor.
func next(_ monitor: Monitor) throws -> MonitorEvent {
    let deadline = ContinuousClock.now + .seconds(30)
    var poller = Poller()
    _ = poller.add(monitor.socket, events: .readable)
    while ContinuousClock.now < deadline {
        try poller.wait(.milliseconds(100))
        if let event = try monitor.next() { return event }
    }
    throw NothingCame()
}

func bytes(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

extension Socket {
    /// Binds to a free port of the loopback interface and returns the endpoint.
    func bindToFreePort() throws -> String {
        try bind("tcp://127.0.0.1:*")
        return try get(.lastEndpoint)
    }
}

/// A ZAP handler on a thread of its own, which ends when the context is shut down.
func startZAPHandler(in context: Context, names: [String: String]) throws {
    let isReady = try WakeUp()
    Thread.detachNewThread {
        do {
            let socket = try Socket(.rep, in: context)
            try socket.bind("inproc://zeromq.zap.01")
            isReady.signal()
            while let request = try socket.receiveParts(wait: true) {
                guard request.count == 7, let key = Z85.encode(request[6].array()) else { continue }
                let name = names[key]
                let answer = [
                    bytes("1.0"), request[1].array(), bytes(name == nil ? "400" : "200"), [], bytes(name ?? ""), [],
                ]
                _ = try socket.send(parts: answer, wait: true)
            }
        } catch {
            #expect((error as? ZeroMQError)?.isShutdown == true)
        }
    }
    var poller = Poller()
    let token = poller.add(descriptor: isReady.descriptor, events: .readable)
    try poller.wait(.seconds(30))
    try #require(poller.ready(token) == .readable)
}

extension Socket {
    /// Makes this the server's end of CURVE in a domain of its own.
    func serve(_ keys: CurveKeyPair) throws {
        try set(.curveServer, true)
        try set(.curveSecretKey, keys.secretKey)
        try set(.zapDomain, "test")
        try set(.zapEnforceDomain, true)
    }

    /// Makes this a client's end of CURVE.
    func use(_ keys: CurveKeyPair, towards server: CurveKeyPair) throws {
        try set(.curvePublicKey, keys.publicKey)
        try set(.curveSecretKey, keys.secretKey)
        try set(.curveServerKey, server.publicKey)
        try set(.reconnectInterval, .milliseconds(20))
    }
}

/// What a body on a thread of its own comes to.
final class OnceFromAThread<Value: Sendable>: Sendable {
    private let result = Mutex<Value?>(nil)
    private let isDone: WakeUp

    init(_ body: @escaping @Sendable () -> Value) throws {
        isDone = try WakeUp()
        Thread.detachNewThread {
            let value = body()
            self.result.withLock { $0 = value }
            self.isDone.signal()
        }
    }

    /// Waits for the value.
    func value() throws -> Value {
        var poller = Poller()
        _ = poller.add(descriptor: isDone.descriptor, events: .readable)
        try poller.wait(.seconds(30))
        guard let value = result.withLock({ $0 }) else { throw NothingCame() }
        return value
    }
}
