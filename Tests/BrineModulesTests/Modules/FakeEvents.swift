import BrineModules
import MessagePack
import Synchronization

/// A record of the events sent, or a refusal of each.
final class FakeEvents: EventOutlet {
    /// An event as it was sent.
    struct Event: Hashable {
        let tag: String
        let data: ValueMap
    }

    /// Why an event cannot be left.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private let refusal: String?
    private let record = Mutex<[Event]>([])

    /// An outlet that takes every event, or refuses every one with a text.
    init(refusal: String? = nil) {
        self.refusal = refusal
    }

    /// What was sent, in order.
    var sent: [Event] { record.withLock { $0 } }

    func send(_ tag: String, _ data: ValueMap) throws {
        if let refusal { throw Refusal(description: refusal) }
        record.withLock { $0.append(Event(tag: tag, data: data)) }
    }
}
