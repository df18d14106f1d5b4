import ZeroMQ

@testable import BrineTransport

/// A peer with a minion's key that says to the publish socket whatever it likes, on a thread of its own.
final class RawSubscriber: Sendable {
    /// The messages it heard, each with its topic.
    let heard: EventLog<[[UInt8]]>
    /// The master did not let it in within a minute.
    struct NotLetIn: Error {}

    private let frames: Mailbox<[UInt8]>
    private let thread: BusThread

    /// Connects, waits until it is let in, and sends frames at once.
    init(_ endpoint: String, _ keys: OwnKeys, _ master: PublicKey, sending first: [[UInt8]]) throws {
        let (heard, frames) = (EventLog<[[UInt8]]>(), try Mailbox<[UInt8]>(limit: 1_000))
        (self.heard, self.frames) = (heard, frames)
        thread = try BusThread("test-raw") { ready in
            let socket = try Socket(.xsub, in: Context())
            try socket.beMinionClient(keys, master)
            try socket.set(.linger, .zero)
            let monitor = try Monitor(of: socket, events: .handshakeSucceeded)
            for frame in first { _ = try socket.send(frame) }
            try socket.connect(endpoint)
            var poller = Poller()
            let handshake = poller.add(monitor.socket, events: .readable)
            try poller.wait(.seconds(60))
            guard try monitor.next() != nil else { throw NotLetIn() }
            poller.remove(handshake)
            ready()
            let messages = poller.add(socket, events: .readable)
            _ = poller.add(descriptor: frames.wakeUp.descriptor, events: .readable)
            while !frames.isClosed {
                try poller.wait(nil)
                for frame in frames.takeAll() { _ = try socket.send(frame) }
                guard poller.ready(messages).contains(.readable) else { continue }
                while let parts = try socket.receiveParts() { heard.append([parts.map { $0.array() }]) }
            }
        }
    }

    /// Sends a frame.
    func send(_ frame: [UInt8]) {
        frames.post(frame)
    }

    /// Ends it.
    func stop() {
        frames.close()
        thread.join()
    }
}
