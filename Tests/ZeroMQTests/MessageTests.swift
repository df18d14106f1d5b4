import Foundation
import Testing
import ZeroMQ

@Suite struct `Received messages` {
    let context: Context

    init() throws { context = try Context() }

    @Test(arguments: [0, 1, 33, 34, 8192, 1_000_000])
    func `the bytes are read in place, in whichever form`(size: Int) throws {
        let sent = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let message = try receive(sent, over: "inproc://bytes")
        #expect(message.count == size)
        #expect(message.array() == sent)
        #expect(message.withUnsafeBytes { $0.elementsEqual(sent) })
        #expect(message.withBytes { $0.byteCount } == size)
    }

    @Test(arguments: [5, 100_000])
    func `handing a message on leaves it as it was`(size: Int) throws {
        let sent = [UInt8](repeating: 9, count: size)
        let message = try receive(sent, over: "tcp://127.0.0.1:*")
        let pull = try Socket(.pull, in: context)
        try pull.bind("inproc://next")
        let push = try Socket(.push, in: context)
        #expect(try push.send(message) == .wouldBlock)
        try push.connect("inproc://next")
        #expect(try push.send(message, more: true) == .sent)
        #expect(try push.send(message) == .sent)
        #expect(try nextBytes(pull) == [sent, sent])
        #expect(message.array() == sent)
        #expect(!message.hasMore)
    }

    @Test func `what is large is handed on without a copy`() throws {
        let message = try receive([UInt8](repeating: 9, count: 100_000), over: "inproc://large")
        let pull = try Socket(.pull, in: context)
        try pull.bind("inproc://next")
        let push = try Socket(.push, in: context)
        try push.connect("inproc://next")
        #expect(try push.send(message) == .sent)
        let handedOn = try #require(try next(pull).first)
        #expect(handedOn.withUnsafeBytes(\.baseAddress) == message.withUnsafeBytes(\.baseAddress))
    }

    @Test func `several threads read one message and hand it on at once`() throws {
        let sent = [UInt8](repeating: 9, count: 10_000)
        let message = try receive(sent, over: "tcp://127.0.0.1:*")
        let context = context
        let threads = try (0..<4)
            .map { number in
                try OnceFromAThread<Bool> {
                    guard let pull = try? Socket(.pull, in: context), let push = try? Socket(.push, in: context) else {
                        return false
                    }
                    let endpoint = "inproc://thread-\(number)"
                    do {
                        try pull.bind(endpoint)
                        try push.connect(endpoint)
                        for _ in 0..<2000 {
                            guard try push.send(message) == .sent, try pull.receive()?.array() == sent else {
                                return false
                            }
                        }
                    } catch { return false }
                    return message.array() == sent
                }
            }
        for thread in threads { #expect(try thread.value()) }
        #expect(message.array() == sent)
    }

    @Test func `over TCP a message knows its peer and its descriptor`() throws {
        let message = try receive(bytes("hello"), over: "tcp://127.0.0.1:*")
        #expect(message.property("Peer-Address") == "127.0.0.1")
        #expect(message.property("Socket-Type") == "PUSH")
        #expect(message.property("No-Such-Thing") == nil)
        let descriptor = try #require(message.sourceDescriptor)
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &size) }
        }
        #expect(result == 0)
        #expect(address.ss_family == sa_family_t(AF_INET))
    }

    @Test func `within the process a message has neither peer nor descriptor`() throws {
        let message = try receive(bytes("hello"), over: "inproc://properties")
        #expect(message.property("Peer-Address") == nil)
        #expect(message.sourceDescriptor == nil)
    }

    private func receive(_ bytes: [UInt8], over endpoint: String) throws -> Message {
        let pull = try Socket(.pull, in: context)
        try pull.bind(endpoint)
        let push = try Socket(.push, in: context)
        try push.connect(pull.get(.lastEndpoint))
        _ = try push.send(bytes, wait: true)
        let message = try #require(try next(pull).first)
        // The connection is still there while the caller looks at the message: both ends are kept by the context's end.
        push.abandon()
        pull.abandon()
        return message
    }
}
