internal import BrineTransport
package import BrineWire

// Listening for events. One answer for each question keeps the master from sending faster than is read.
extension MasterClient {
    /// What came while events were waited for.
    package enum EventTiding: Sendable, Hashable {
        /// Events, or word that the master begins to listen for us.
        case news(EventNews)
        /// The connection ended: the master has stopped, or was restarted.
        case disconnected
        /// The master refused; why.
        case refused(Failure)
        /// The time was over.
        case timedOut
        /// Somebody asked the command to end: the signal's number.
        case interrupted(Int32)
    }

    /// Asks for the next events whose tags fit a pattern; they come through ``nextEvents(_:)``.
    ///
    /// To ask twice changes nothing.
    ///
    /// - Throws: What libzmq says where it cannot send.
    package func askForEvents(matching pattern: String) throws {
        try link.send(EventRequest(tag: nextTag(), match: pattern).packet)
    }

    /// The next thing about events, waiting for at most a duration, or for ever.
    ///
    /// - Throws: What libzmq says where it cannot receive.
    package func nextEvents(_ timeout: Duration?) throws -> EventTiding {
        switch try link.wait(timeout) {
        case .interrupted(let signal): return .interrupted(signal)
        case .timedOut: return .timedOut
        case .disconnected: return .disconnected
        case .received(let packet):
            // What makes no sense is passed over, as a newer master may send what we do not know.
            guard let opened = try? OpenedPacket(packet, limits: .fromMaster) else { return .timedOut }
            switch opened.kind {
            case .eventNews: return (try? EventNews(fields: opened.fields)).map { .news($0) } ?? .timedOut
            case .failure: return (try? Failure(fields: opened.fields)).map { .refused($0) } ?? .timedOut
            default: return .timedOut
            }
        }
    }
}
