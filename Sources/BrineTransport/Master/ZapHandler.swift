internal import BrineCore
internal import ZeroMQ

/// Decides every CURVE connection to this process's sockets, and names who is behind it.
///
/// The answer's user id becomes the `User-Id` of the connection for its life: the master knows the sender of a return from
/// that and from nowhere else. It is bound before any other socket, and the sockets enforce their domain: where no handler
/// answers, nobody gets in.
public struct ZapHandler: Sendable {
    /// The domain of the sockets that minions connect to.
    static let minionDomain = "minions"

    private let mailbox: Mailbox<Never>
    private let thread: BusThread

    /// Starts the handler's thread.
    ///
    /// - Parameters:
    ///   - context: The process's context.
    ///   - accepted: The minions whose keys are let in.
    ///   - refused: Told of each refusal with its reason; called on the handler's thread.
    /// - Throws: What libzmq says where the handler cannot be bound.
    public init(
        _ context: BusContext,
        accepted: AcceptedKeys,
        refused: @escaping @Sendable (_ reason: String) -> Void
    ) throws {
        let mailbox = try Mailbox<Never>(limit: 0)
        self.mailbox = mailbox
        thread = try context.thread("zap") { ready in
            let socket = try Socket(.rep, in: context.context)
            try socket.set(.linger, .zero)
            try socket.bind("inproc://zeromq.zap.01")
            ready()
            var poller = Poller()
            let requests = poller.add(socket, events: .readable)
            _ = poller.add(descriptor: mailbox.wakeUp.descriptor, events: .readable)
            while !mailbox.isClosed {
                try poller.wait(nil)
                guard poller.ready(requests).contains(.readable), let parts = try socket.receiveParts() else {
                    continue
                }
                let answer = Self.answer(parts.map { $0.array() }, accepted: accepted, refused: refused)
                _ = try socket.send(parts: answer, wait: true)
            }
        }
    }

    /// Ends the handler's thread: from then on nobody new gets in.
    public func stop() {
        mailbox.close()
        thread.join()
    }

    /// The answer to one request, as ZeroMQ's RFC 27 has it.
    static func answer(
        _ request: [[UInt8]],
        accepted: AcceptedKeys,
        refused: (String) -> Void
    ) -> [[UInt8]] {
        func answer(_ code: String, _ text: String, user: String = "") -> [[UInt8]] {
            let id = request.count > 1 ? request[1] : []
            return [Array("1.0".utf8), id, Array(code.utf8), Array(text.utf8), Array(user.utf8), []]
        }
        guard request.count == 7, request[0] == Array("1.0".utf8) else {
            refused("a malformed request of \(request.count) parts")
            return answer("500", "malformed request")
        }
        let address = String(decoding: request[3], as: UTF8.self)
        guard request[2] == Array(minionDomain.utf8), request[5] == Array("CURVE".utf8),
            let key = PublicKey(bytes: request[6])
        else {
            refused("\(address): no CURVE key for a known domain")
            return answer("400", "no CURVE key for a known domain")
        }
        let snapshot: AcceptedKeys.Snapshot
        do {
            snapshot = try accepted.snapshot(maximumAge: .milliseconds(100))
        } catch {
            refused("\(address): \(error)")
            return answer("300", "try again later")
        }
        guard let id = snapshot.idsByKey[key] else {
            refused("\(address): key \(key.fingerprint) is not accepted")
            // 300: the peer may try again by itself. After a 400 libzmq's client would never come back, accepted or not.
            return answer("300", "not accepted")
        }
        return answer("200", "OK", user: id.description)
    }
}
